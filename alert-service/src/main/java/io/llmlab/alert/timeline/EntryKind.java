package io.llmlab.alert.timeline;

/// What an entry of a timeline says.
public enum EntryKind {
    OPENED,
    REPEATED,
    WORSENED,
    ACKNOWLEDGED,
    ESCALATED,
    SNOOZED,
    UNSNOOZED,
    RESOLVED,
    REOPENED,
    /// Further series, which the details name, show the same.
    JOINED,
    /// A part that the details name is back while others are not.
    CLEARED,
    /// People are to be told, on the channels that the details name.
    PLANNED,
    /// Nobody is told, or nothing is opened.
    HELD,
    /// What was still to be sent is not sent any more.
    CANCELLED
}
