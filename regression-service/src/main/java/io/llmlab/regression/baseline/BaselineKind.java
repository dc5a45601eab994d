package io.llmlab.regression.baseline;

/// What keeps a baseline in place.
public enum BaselineKind {
    /// The runs since a place in the series; it grows with each run that is no part of a finding.
    ROLLING,
    /// The runs that a person named, until it is released.
    PINNED
}
