package io.llmlab.runner.score;

import java.util.Optional;

/// Judges one answer. A new scorer is a bean of this type and its name in [ScorerType].
public interface Scorer {

    ScorerType type();

    /// Part of the fingerprint: raised whenever the same answer may get another score.
    int version();

    /// Whether a judgement may take longer than an event loop can wait.
    default boolean mayTakeTime() {
        return false;
    }

    /// What another model has to be asked before an answer can be judged; its reply is then what [#score] is given in
    /// the answer's place, and one that cannot be parsed says nothing of the answer. Empty: nobody is asked.
    ///
    /// @param question what was answered
    default Optional<Inquiry> inquiry(Expectation expected, String question, String answer) {
        return Optional.empty();
    }

    /// @param answer what the model said, as it said it
    Score score(Expectation expected, String answer);
}
