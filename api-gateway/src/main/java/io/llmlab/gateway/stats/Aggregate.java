package io.llmlab.gateway.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmlab.gateway.rollup.Period;
import io.llmlab.gateway.rollup.TrendDirection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What one metric of one model on one data set came to in one period. A number that is beyond all measure is null.
@Schema(name = "Aggregate")
record Aggregate(
        Instant periodStart,

        @Schema(description = "The beginning of the next period")
        Instant periodEnd,

        Period periodType,
        long modelId,
        String datasetName,
        String metricType,
        String metricName,

        @Schema(description = "Values: one a run that completed, is measurable and is not excluded")
        long count,

        @Nullable Double avgValue,
        @Nullable Double minValue,
        @Nullable Double maxValue,

        @Schema(description = "Of a sample; null for a single value") @Nullable
        Double stdDeviation,

        @JsonProperty("percentile_25")
        @Schema(description = "Exact up to 64 values, else a value whose rank is at most 1 % of the count away")
        @Nullable
        Double percentile25,

        @JsonProperty("percentile_50") @Nullable Double percentile50,
        @JsonProperty("percentile_75") @Nullable Double percentile75,
        @JsonProperty("percentile_95") @Nullable Double percentile95,

        @Schema(description = "Where the values go within the period: stable unless a line's p-value is below 0.05")
        TrendDirection trendDirection,

        @Schema(description = "Absolute correlation of value and time, 0 to 1")
        double trendStrength) {}
