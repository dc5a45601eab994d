package io.llmlab.regression.trend;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Where a series is heading.
public record Trend(
        int dataPoints,

        @Schema(description = "Change of the value from one run to the next")
        double slope,

        @Schema(description = "Change of the value in a day; null: all runs are of one moment") @Nullable
        Double slopePerDay,

        @Schema(description = "Share of the variance that the line explains, 0 to 1")
        double rSquared,

        @Schema(description = "Chance of such a slope without a trend, two-sided")
        double pValue,

        @Schema(description = "stable unless the p-value is below 0.05")
        TrendDirection trendDirection,

        @Schema(description = "Absolute correlation of value and order, 0 to 1")
        double trendStrength,

        double firstValue,
        double lastValue,

        @Schema(description = "Last against first value, as a signed fraction; null: the first is 0") @Nullable
        Double changePercent,

        Timestamps timestamps) {

    public record Timestamps(Instant first, Instant last) {}
}
