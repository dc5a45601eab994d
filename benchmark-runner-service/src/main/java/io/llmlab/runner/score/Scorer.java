package io.llmlab.runner.score;

/// Judges one answer. A new scorer is a bean of this type and its name in [ScorerType].
public interface Scorer {

    ScorerType type();

    /// Part of the fingerprint: raised whenever the same answer may get another score.
    int version();

    /// Whether a judgement may take longer than an event loop can wait.
    default boolean mayTakeTime() {
        return false;
    }

    /// @param answer what the model said, as it said it
    Score score(Expectation expected, String answer);
}
