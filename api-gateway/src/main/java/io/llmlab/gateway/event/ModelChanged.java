package io.llmlab.gateway.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A model was made, changed or deactivated (benchmark-runner-service).
record ModelChanged(
        ModelRef model,
        @Nullable String version,
        @Nullable String modelType,
        boolean active,
        @Nullable Instant createdAt,
        Instant updatedAt) {}
