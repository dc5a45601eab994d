package io.llmlab.gateway.stats;

import io.llmlab.gateway.rollup.Period;
import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which aggregates are asked for; what is left out does not narrow the choice. Use it as a `@BeanParam`.
public class AggregateFilter {

    private static final int MAX_DAYS = 365;

    @QueryParam("model_id")
    private @Nullable Long modelId;

    @QueryParam("metric_type")
    private @Nullable MetricType metricType;

    @QueryParam("metric_name")
    private @Nullable String metricName;

    @QueryParam("dataset_name")
    private @Nullable String datasetName;

    @QueryParam("period_type")
    @DefaultValue("day")
    private @Nullable Period periodType;

    @QueryParam("days")
    @DefaultValue("30")
    @Parameter(
            description = "Periods that end within so many days",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "365", defaultValue = "30"))
    private @Nullable Integer days;

    @Nullable
    Long modelId() {
        return modelId;
    }

    @Nullable
    String metricType() {
        return metricType == null ? null : metricType.name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    String metricName() {
        return metricName;
    }

    @Nullable
    String datasetName() {
        return datasetName;
    }

    /// What an empty parameter leaves out is the day.
    Period periodType() {
        return periodType == null ? Period.DAY : periodType;
    }

    /// The beginning of the first period.
    Instant since(Instant now) {
        var back = days == null ? 30 : days;
        if (back < 1 || back > MAX_DAYS) {
            throw Invalid.inParameter("days", "must be 1 to %d, not %d".formatted(MAX_DAYS, back));
        }
        return periodType().startOf(now.minus(Duration.ofDays(back)));
    }
}
