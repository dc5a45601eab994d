package io.llmlab.regression.stream;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A declaration that two streams are comparable.
public record ComparableView(
        long id,
        long modelId,
        String datasetName,

        @Schema(description = "The later stream: its runs are compared with those of the earlier one too")
        String stream,

        @Schema(description = "The earlier stream") String continues,

        String reason,
        String createdBy,
        Instant createdAt,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBy) {

    static ComparableView of(ComparableStreams declared) {
        return new ComparableView(
                declared.id(),
                declared.modelId(),
                declared.datasetName(),
                declared.stream(),
                declared.earlier(),
                declared.reason(),
                declared.createdBy(),
                declared.createdAt(),
                declared.withdrawnAt(),
                declared.withdrawnBy());
    }
}
