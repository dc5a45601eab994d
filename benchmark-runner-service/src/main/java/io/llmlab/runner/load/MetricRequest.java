package io.llmlab.runner.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.runner.run.MetricType;
import io.llmlab.runner.run.NewMetric;
import io.llmlab.runner.run.Summary;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A metric somebody measured.
///
/// @param unit `percent` and `percentage` with a value over 1 are stored as a fraction
/// @param sampleId of one sample; null: of the run as a whole
/// @param stdError null: that of a share where it is an accuracy from 0 to 1 with a sampleCount, else unknown
/// @param higherIsBetter null: as is usual for the type
@JsonIgnoreProperties({"id", "run_id"})
public record MetricRequest(
        @NotNull(
                message =
                        "must be one of accuracy, precision, recall, f1_score, latency, throughput, memory_usage, cost, token_count, error_rate, custom")
        MetricType metricType,

        @NotBlank(message = "must have 1 to 200 characters") @Size(max = 200, message = "must have 1 to 200 characters")
        String metricName,

        @NotNull(message = "must be a number") Double value,

        @Nullable @Size(max = 100, message = "must have at most 100 characters")
        String unit,

        @Nullable @Size(max = 200, message = "must have at most 200 characters")
        String category,

        @Nullable @PositiveOrZero(message = "must be 0 or more")
        Double stdError,

        @Nullable @Min(value = 0, message = "must be 0 or more")
        Integer sampleCount,

        @Nullable Boolean higherIsBetter,

        @Nullable @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        String sampleId,

        @Schema(implementation = Object.class) @Nullable JsonNode metadata,

        @Nullable Instant timestamp) {

    private static final double PERCENT = 100;

    /// What of it names it: a run has each metric once.
    public String identity() {
        return metricType + "\n" + metricName + "\n" + sampleId;
    }

    public NewMetric asNew() {
        var scale = isPercent() && Math.abs(value) > 1 ? PERCENT : 1;
        var scaled = value / scale;
        return new NewMetric(
                metricType,
                metricName,
                scaled,
                unit,
                category,
                sampleId,
                metadata == null || metadata.isNull() ? null : metadata,
                timestamp,
                stdError == null ? errorOfShare(scaled) : Double.valueOf(stdError / scale),
                sampleCount,
                higherIsBetter == null ? metricType.higherIsBetter() : higherIsBetter);
    }

    private @Nullable Double errorOfShare(double share) {
        var isShare = metricType == MetricType.ACCURACY && share >= 0 && share <= 1;
        return isShare && sampleCount != null && sampleCount > 0 ? Summary.binomialError(share, sampleCount) : null;
    }

    private boolean isPercent() {
        if (unit == null) {
            return false;
        }
        var name = unit.toLowerCase(Locale.ROOT);
        return name.equals("percent") || name.equals("percentage");
    }
}
