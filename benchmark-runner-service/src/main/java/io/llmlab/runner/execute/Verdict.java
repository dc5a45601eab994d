package io.llmlab.runner.execute;

import io.llmlab.runner.run.JudgeDetails;
import io.llmlab.runner.score.Score;
import org.jspecify.annotations.Nullable;

/// What an answer is worth, whoever judged it.
///
/// @param score 0 to 1; null: nobody knows
/// @param parsed false: the answer had not the expected form, or what a judge said of it could not be read; null:
/// unknown
/// @param details of the model that judged
/// @param failure why nobody could be asked; null: nothing failed
/// @param denied whether no request of the kind will ever be answered
record Verdict(
        @Nullable Double score,
        @Nullable Boolean parsed,
        JudgeDetails details,
        @Nullable String failure,
        boolean denied) {

    static Verdict of(Score score) {
        return new Verdict(score.value(), score.parsed(), JudgeDetails.NONE, null, false);
    }

    /// @param score null: the judge's reply could not be read, which says nothing of the answer
    static Verdict of(@Nullable Double score, JudgeDetails details) {
        return new Verdict(score, score != null, details, null, false);
    }

    static Verdict none(JudgeDetails details, String failure, boolean denied) {
        return new Verdict(null, null, details, failure, denied);
    }
}
