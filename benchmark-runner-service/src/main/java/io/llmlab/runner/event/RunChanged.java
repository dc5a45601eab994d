package io.llmlab.runner.event;

import io.llmlab.runner.model.ModelReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run changed its state or made progress (`contract/run-changed.v1.schema.json`).
public record RunChanged(
        long runId,
        ModelReference model,
        String datasetName,
        String status,
        String triggerType,
        @Nullable String scheduledJobId,
        Instant timestamp,
        Instant at,
        int done,
        @Nullable Integer total,
        int errorCount) {}
