package io.llmlab.regression.confirm;

import io.llmlab.regression.detect.Severity;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A suspicion as callers read it.
public record SuspicionView(
        long id,
        SuspicionState state,
        long modelId,
        String datasetName,
        String metricType,
        String metricName,
        String stream,

        @Schema(description = "The run that gave rise to it")
        long runId,

        Instant runTimestamp,
        String detectionMethod,
        Severity severity,
        double baselineValue,
        double currentValue,

        @Schema(description = "Signed fraction of the baseline; null: the baseline is 0") @Nullable
        Double changePercent,

        @Nullable Double pValue,

        @Schema(description = "Of the run-requested event; the repeats' run-completed events name it too")
        String requestId,

        @Schema(description = "How many repeats were asked for")
        int repeats,

        @Schema(description = "Why it was decided so; null: it is pending") @Nullable
        DecisionReason reason,

        @Schema(description = "What it became; null: nothing (yet)") @Nullable
        Long findingId,

        @Schema(description = "When it was suspected") Instant timestamp,

        @Schema(description = "When it is decided on what there is, should repeats be missing")
        Instant deadline,

        @Nullable Instant decidedAt) {}
