package io.llmlab.regression.baseline;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A chosen baseline of a series.
public record BaselineView(
        long id,
        long modelId,
        String datasetName,
        String metricType,
        String metricName,
        String stream,
        BaselineKind kind,

        @Schema(description = "pinned: its runs; rolling: the first one, with which it begins")
        List<Long> runIds,

        @Schema(description = "Runs before this time are neither normal nor new, unless they are pinned")
        Instant since,

        @Nullable String reason,
        String createdBy,
        Instant createdAt,

        @Schema(description = "The finding that was accepted as the new normal, where one was") @Nullable
        Long findingId,

        @Schema(description = "null: it is in force, or will be when what was chosen after it is released") @Nullable
        Instant releasedAt,

        @Nullable String releasedBy) {

    static BaselineView of(Baseline baseline, List<Long> runIds) {
        return new BaselineView(
                baseline.id(),
                baseline.modelId(),
                baseline.datasetName(),
                baseline.metricType(),
                baseline.metricName(),
                baseline.stream(),
                baseline.kind(),
                runIds,
                baseline.from().at(),
                baseline.reason(),
                baseline.createdBy(),
                baseline.createdAt(),
                baseline.findingId(),
                baseline.releasedAt(),
                baseline.releasedBy());
    }
}
