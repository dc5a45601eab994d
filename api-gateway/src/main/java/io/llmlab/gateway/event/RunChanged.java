package io.llmlab.gateway.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run changed its state or made progress (benchmark-runner-service).
record RunChanged(
        long runId,
        ModelRef model,
        String datasetName,
        String status,
        String triggerType,
        @Nullable String scheduledJobId,
        Instant timestamp,
        Instant at,
        int done,
        @Nullable Integer total,
        int errorCount) {}
