package io.llmlab.runner.execute;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What came back from one request to a model.
@Schema(name = "ModelCheck")
record ModelCheckView(
        @Schema(description = "Whether it answered as a benchmark needs it")
        boolean ok,

        @Schema(description = "The HTTP status; null: no answer came, or the request was not let out") @Nullable
        Integer status,

        @Schema(description = "Until the whole answer was there, or it was given up")
        double latencyMs,

        @Schema(description = "The name that the request carried")
        String remoteName,

        @Schema(description = "What says that it answered, such as the dated snapshot behind a name") @Nullable
        String modelResolved,

        @Schema(description = "The beginning of what the model said, at most 200 characters") @Nullable
        String answer,

        @Nullable Long inputTokens,
        @Nullable Long outputTokens,

        @Schema(description = "USD; null where a price or a number of tokens is not known") @Nullable
        Double cost,

        @Schema(description = "What went wrong and what to do, at most 500 characters, without the key") @Nullable
        String error) {}
