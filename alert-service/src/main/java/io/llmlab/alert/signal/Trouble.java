package io.llmlab.alert.signal;

/// What can be wrong with the lab itself.
public enum Trouble {
    /// A job was not fired at its time.
    MISSED_FIRING,
    /// A run did not come that was to come.
    SILENCE,
    /// An event could not be processed.
    DEAD_LETTERS
}
