package io.llmlab.regression.finding;

/// Whether a finding still holds.
public enum FindingState {
    OPEN,
    CLEARED
}
