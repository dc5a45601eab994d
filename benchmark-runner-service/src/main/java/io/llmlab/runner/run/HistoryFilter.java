package io.llmlab.runner.run;

import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which metrics are asked for; use it as a `@BeanParam`. `days` is 1 to 365, default 30.
public class HistoryFilter {

    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_DAYS = 365;

    @QueryParam("model_id")
    private @Nullable Long modelId;

    @QueryParam("metric_type")
    private @Nullable MetricType metricType;

    @QueryParam("metric_name")
    private @Nullable String metricName;

    @QueryParam("dataset_name")
    private @Nullable String datasetName;

    @QueryParam("days")
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

    Duration period() {
        if (days == null) {
            return Duration.ofDays(DEFAULT_DAYS);
        }
        if (days < 1 || days > MOST_DAYS) {
            throw Invalid.inParameter("days", "must be 1 to %d, not %d".formatted(MOST_DAYS, days));
        }
        return Duration.ofDays(days);
    }
}
