package io.llmlab.gateway.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job was made, changed, fired or deleted (benchmark-runner-service).
record JobChanged(
        String jobId,
        boolean deleted,
        ModelRef model,
        String datasetName,
        String scheduleType,
        boolean enabled,
        @Nullable Instant nextRunTime,
        @Nullable Long lastRunId,
        @Nullable String lastStatus,
        Instant at) {}
