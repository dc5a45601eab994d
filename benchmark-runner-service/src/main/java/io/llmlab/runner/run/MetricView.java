package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A metric of a run as callers read it.
///
/// @param sampleId null: of the run as a whole
/// @param stdError standard error of the value
/// @param sampleCount samples the value rests on
/// @param higherIsBetter null: the metric has no direction
@Schema(name = "Metric")
record MetricView(
        long id,
        long runId,
        MetricType metricType,
        String metricName,
        double value,
        @Nullable String unit,
        @Nullable String category,
        @Nullable String sampleId,
        @Schema(implementation = Object.class) @Nullable JsonNode metadata,
        Instant timestamp,
        @Nullable Double stdError,
        @Nullable Integer sampleCount,
        @Nullable Boolean higherIsBetter) {}
