package io.llmlab.regression.confirm;

/// What became of a suspicion.
public enum SuspicionState {
    /// It waits for repeats.
    PENDING,
    /// It is a finding.
    FOUND,
    /// It is none.
    DROPPED
}
