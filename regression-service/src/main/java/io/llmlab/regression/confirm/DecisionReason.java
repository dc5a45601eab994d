package io.llmlab.regression.confirm;

/// Why a suspicion was decided as it was.
public enum DecisionReason {
    /// The repeats show it too.
    CONFIRMED,
    /// The repeats do not show it.
    NOT_REPEATED,
    /// No repeat came in time, or none that is evidence: it was decided on the suspected run alone.
    NO_REPEATS,
    /// A person excluded the suspected run.
    EXCLUDED
}
