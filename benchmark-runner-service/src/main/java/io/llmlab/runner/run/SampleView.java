package io.llmlab.runner.run;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One question of a run, what was answered, and what it was worth.
///
/// @param id the item's id in its data set
/// @param position place in the data set or in the pushed list, from 0
/// @param score null: none, because no answer came or nobody judged it
/// @param parsed false: no answer of the expected form could be found; null: unknown
/// @param latencyMs of the attempt that was answered
/// @param cost USD; null: a price is not known
/// @param error why no answer came
/// @param itemKey names the item across runs
/// @param epoch which of several answers to the item, from 0; null: the run asked each item once
/// @param refused whether the model would not answer; null: unknown
/// @param finishReason why the answer ended, in the endpoint's words
/// @param modelResolved what answered, as the endpoint says
/// @param systemFingerprint of the backend, as the endpoint says
/// @param timeToFirstTokenMs of a streamed answer
/// @param tokensPerSecond of a streamed answer, from its first piece to its last
/// @param judge what a model that judged said; null: none did
/// @param cached whether the answer was kept of an earlier run; null: it was not looked for
@Schema(name = "Sample")
record SampleView(
        String id,
        int position,
        @Nullable String prompt,
        @Nullable String answer,
        @Nullable String target,
        @Nullable Double score,
        @Nullable Boolean parsed,
        @Nullable Double latencyMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        @Nullable String error,
        @Nullable String cluster,
        String itemKey,

        @Schema(description = "Which of several answers to the item, from 0; null: the run asked each item once")
        @Nullable
        Integer epoch,

        @Schema(description = "Whether the model would not answer; null: unknown") @Nullable
        Boolean refused,

        @Schema(description = "Why the answer ended, in the endpoint's words") @Nullable
        String finishReason,

        @Schema(description = "What answered, as the endpoint says") @Nullable
        String modelResolved,

        @Schema(description = "Of the backend that answered, as the endpoint says") @Nullable
        String systemFingerprint,

        @Schema(description = "Of a streamed answer: until its first piece was there") @Nullable
        Double timeToFirstTokenMs,

        @Schema(description = "Of a streamed answer: tokens a second from its first piece to its last") @Nullable
        Double tokensPerSecond,

        @Schema(description = "What a model that judged said; null: none did") @Nullable
        Judge judge,

        @Schema(description = "Whether the answer was kept of an earlier run; null: it was not looked for") @Nullable
        Boolean cached) {

    /// What a model that judged said of the answer. Tokens and cost (USD) are of all that it was asked about the item.
    ///
    /// @param label a person's verdict on the item's labelled answer, 0 to 1; null: there is none
    /// @param labelScore the judge's verdict on the same answer; null: none that can be read
    @Schema(name = "Judgement")
    record Judge(
            String reply,
            @Nullable String modelResolved,
            @Nullable String systemFingerprint,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            @Nullable Double cost,
            @Nullable Double label,
            @Nullable Double labelScore) {}
}
