package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A run as callers read it. Costs are USD; null where a price is not known.
///
/// @param timestamp the run's time, which orders its series
/// @param measurable false: too many samples failed technically, the run is no evidence of quality
/// @param stream 16 hex digits: the hash of all that changes the meaning of a score
/// @param fingerprint the parts that the stream is the hash of
/// @param parentRunId the run of the group whose part this one is, or null
/// @param modelResolved what the endpoint says that answered, such as the dated snapshot behind a name; several,
/// joined by a comma, where it changed during the run; null: it does not say, or the run was executed elsewhere
/// @param notes what a reader should know although nothing is wrong; mostly empty
@Schema(name = "Run")
public record RunView(
        long id,
        Instant timestamp,
        long modelId,
        String datasetName,
        @Nullable String datasetVersion,
        @Schema(implementation = Object.class) @Nullable JsonNode runConfig,
        @Nullable Double accuracy,
        @Nullable Double latencyMs,
        @Nullable Double totalCost,
        @Nullable Long totalTokensInput,
        @Nullable Long totalTokensOutput,
        RunStatus status,
        @Nullable String errorMessage,
        @Nullable Double durationSeconds,
        int sampleCount,
        @Nullable String scheduledJobId,
        TriggerType triggerType,
        Instant createdAt,
        @Nullable Instant completedAt,
        boolean measurable,
        @Nullable Excluded excluded,
        int errorCount,
        Progress progress,
        String source,
        @Nullable String batchId,
        @Nullable String expectedInterval,
        @Nullable String stream,
        @Schema(implementation = Object.class) @Nullable JsonNode fingerprint,
        Map<String, String> labels,
        @Nullable Long parentRunId,
        @Nullable String modelResolved,
        List<String> notes) {

    /// A person said that the run is no evidence.
    @Schema(name = "Excluded")
    public record Excluded(@Nullable String by, @Nullable String reason, Instant at) {}

    /// @param done samples finished
    /// @param total samples to run; null until known
    @Schema(name = "Progress")
    public record Progress(int done, @Nullable Integer total) {}
}
