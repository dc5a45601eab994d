package io.llmlab.runner.run;

import org.jspecify.annotations.Nullable;

/// What is known of an answer beside its text and its score; whatever is null was not said.
///
/// @param epoch which of several answers to the item, from 0; null: the run asks each item once
/// @param refused whether the model would not answer
/// @param finishReason why the answer ended, in the endpoint's words
/// @param modelResolved what answered, as the endpoint says
/// @param systemFingerprint of the backend, as OpenAI's API has it
/// @param timeToFirstTokenMs of a streamed answer
/// @param tokensPerSecond of a streamed answer, from its first piece to its last
public record AnswerDetails(
        @Nullable Integer epoch,
        @Nullable Boolean refused,
        @Nullable String finishReason,
        @Nullable String modelResolved,
        @Nullable String systemFingerprint,
        @Nullable Double timeToFirstTokenMs,
        @Nullable Double tokensPerSecond) {

    public static final AnswerDetails NONE = new AnswerDetails(null, null, null, null, null, null, null);

    /// Nothing but the epoch.
    public static AnswerDetails of(@Nullable Integer epoch) {
        return new AnswerDetails(epoch, null, null, null, null, null, null);
    }
}
