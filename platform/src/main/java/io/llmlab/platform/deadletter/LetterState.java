package io.llmlab.platform.deadletter;

/// What became of a dead letter.
public enum LetterState {

    /// For somebody to say what is to become of it.
    WAITING,

    /// It was put back and processed.
    REPLAYED,

    /// Somebody let it go.
    DISCARDED
}
