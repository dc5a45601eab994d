package io.llmlab.gateway.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run has ended, well or not (benchmark-runner-service).
record RunCompleted(
        long runId,
        ModelRef model,
        Dataset dataset,
        String status,
        boolean measurable,
        String triggerType,
        String source,
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
        @Nullable String scheduledJobId,
        @Nullable String batchId,
        @Nullable String expectedInterval,
        String stream,
        List<Metric> metrics,
        @Nullable Exclusion excluded) {

    record Dataset(String name, @Nullable String version) {}

    /// A person said that the run is no evidence.
    record Exclusion(String by, String reason, Instant at) {}

    record Metric(
            String metricType,
            String metricName,
            double value,
            @Nullable String unit,
            @Nullable Double stdError,
            @Nullable Integer sampleCount,
            @Nullable Boolean higherIsBetter) {}
}
