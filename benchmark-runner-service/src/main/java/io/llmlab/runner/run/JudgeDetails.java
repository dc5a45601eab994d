package io.llmlab.runner.run;

import org.jspecify.annotations.Nullable;

/// What a model that judged said, and what that took; whatever is null was not said. Tokens and cost are of all that it
/// was asked about the item.
///
/// @param reply all that it said of the answer; null: no model judged
/// @param modelResolved what judged, as its endpoint says
/// @param systemFingerprint of its backend, as its endpoint says
/// @param cost USD; null: not known
/// @param label a person's verdict on the item's labelled answer, 0 to 1; null: there is none
/// @param labelScore the judge's verdict on the same answer, 0 to 1; null: none that can be read
public record JudgeDetails(
        @Nullable String reply,
        @Nullable String modelResolved,
        @Nullable String systemFingerprint,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        @Nullable Double label,
        @Nullable Double labelScore) {

    public static final JudgeDetails NONE = new JudgeDetails(null, null, null, null, null, null, null, null);

    /// Whether a model judged.
    public boolean isGiven() {
        return reply != null;
    }
}
