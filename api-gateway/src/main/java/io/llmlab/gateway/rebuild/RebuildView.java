package io.llmlab.gateway.rebuild;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The newest rebuild of the read model.
@Schema(name = "Rebuild")
record RebuildView(
        RebuildStatus status,
        @Nullable Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,

        @Schema(description = "Models that were read from their owner so far; the next ones likewise")
        long models,

        long jobs,
        long runs,
        long metrics,
        long alerts,

        @Schema(description = "Series of which the aggregates were worked out again so far")
        long series,

        @Schema(description = "Why it failed: the read model is as it was, or its aggregates are being made") @Nullable
        String error) {

    static final RebuildView NONE = new RebuildView(RebuildStatus.NONE, null, null, null, 0, 0, 0, 0, 0, 0, null);
}
