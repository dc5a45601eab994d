package io.llmlab.regression.stream;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One way in which a model was measured on a data set.
public record StreamView(
        long modelId,
        String datasetName,

        @Schema(description = "Fingerprint of all that changes the meaning of a value")
        String stream,

        @Schema(description = "Without excluded ones") long runs,

        long firstRunId,
        Instant firstRunAt,
        long lastRunId,
        Instant lastRunAt,

        @Schema(description = "The earlier stream that a person declared comparable; null: none") @Nullable
        String continues,

        @Schema(description = "That declaration") @Nullable Long declarationId) {}
