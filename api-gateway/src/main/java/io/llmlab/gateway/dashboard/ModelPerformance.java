package io.llmlab.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How one model did in the last days.
@Schema(name = "ModelPerformance")
record ModelPerformance(
        long modelId,
        int periodDays,

        @Schema(description = "Runs of the period, in any state")
        long totalRuns,

        @Schema(description = "Completed runs among those that completed or failed, 0 to 1; 0 when there are none")
        double successRate,

        Averages performance,

        @Schema(description = "The newest ten runs of the period, newest first")
        List<RecentRun> recentRuns,

        @Schema(
                implementation = Object.class,
                description = "As /regression-detection/trends/{model_id} answers; empty when that cannot be asked")
        JsonNode trends,

        @Schema(description = "What could not be asked just now, one sentence each")
        List<String> stale) {

    /// Means over the completed, measurable runs that are not excluded; null where no run has the value. Cost in USD,
    /// over
    /// all runs.
    @Schema(name = "ModelAverages")
    record Averages(
            @Nullable Double avgAccuracy,
            @Nullable Double avgLatencyMs,
            @Nullable Double totalCost) {}

    /// A run as `/benchmark-runs` has it, without its configuration.
    @Schema(name = "RecentRun")
    record RecentRun(
            long id,
            Instant timestamp,
            long modelId,
            String datasetName,
            @Nullable String datasetVersion,
            String status,
            @Nullable Boolean measurable,
            String triggerType,
            @Nullable Double accuracy,
            @Nullable Double latencyMs,
            @Nullable Double totalCost,
            @Nullable Double durationSeconds,
            @Nullable Integer sampleCount,
            int errorCount,
            @Nullable String errorMessage,
            @Nullable Instant completedAt) {}
}
