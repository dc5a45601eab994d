package io.llmlab.regression.cause;

/// What most likely made a series worse.
public enum Suspect {
    /// The model: others on the same dataset are as they were.
    MODEL,
    /// The dataset: other models got worse on it at the same time, and this one nowhere else.
    DATASET,
    /// The provider: its models got worse together, those of others did not.
    PROVIDER,
    /// The way of measuring: it changed, or whatever is measured so got worse at the same time.
    HARNESS,
    /// What there is does not tell them apart.
    UNKNOWN
}
