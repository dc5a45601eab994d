package io.llmlab.runner.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.runner.model.ModelReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run has ended, well or not, or was excluded or included again since (`contract/run-completed.v1.schema.json`).
///
/// @param judgeCost USD that a judge took, which are not in `totalCost`; null: none judged, or a price is not known
/// @param expectedInterval after which the next run of its kind is due, ISO 8601, where its harness says so
/// @param runConfig how it was run, as the run keeps it; null where that is too large for an event
/// @param modelResolved what the endpoint says that answered; null: not known, or a part of `runConfig`
/// @param history whether nobody is to be woken for it, however young it is
/// @param excluded where a person said that the run is no evidence
public record RunCompleted(
        long runId,
        ModelReference model,
        Dataset dataset,
        String status,
        boolean measurable,
        String triggerType,
        String source,
        @Nullable String requestId,
        Instant timestamp,
        Instant receivedAt,
        @Nullable Instant completedAt,
        @Nullable Double durationSeconds,
        @Nullable String errorMessage,
        int sampleCount,
        int errorCount,
        @Nullable Long totalTokensInput,
        @Nullable Long totalTokensOutput,
        @Nullable Double totalCost,
        @Nullable Double judgeCost,
        @Nullable String scheduledJobId,
        @Nullable String batchId,
        @Nullable String expectedInterval,
        Map<String, String> labels,
        String stream,
        JsonNode fingerprint,
        @Nullable JsonNode runConfig,
        @Nullable String modelResolved,
        List<Metric> metrics,
        @JsonUnwrapped ItemScores items,
        boolean history,
        @Nullable Excluded excluded) {

    public record Excluded(@Nullable String by, @Nullable String reason, Instant at) {}

    public record Dataset(String name, @Nullable String version) {}

    public record Metric(
            String metricType,
            String metricName,
            double value,
            @Nullable String unit,
            @Nullable Double stdError,
            @Nullable Integer sampleCount,
            @Nullable Boolean higherIsBetter) {}
}
