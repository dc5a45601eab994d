package io.llmlab.alert.timer;

/// What a timer is for; each kind has one [TimerHandler].
public enum TimerKind {
    REMIND,
    ESCALATE,
    AUTO_RESOLVE,
    UNSNOOZE,
    /// Whether a model still costs too much.
    REVIEW_COSTS,
    /// Whether what was awaited has happened.
    LOOK_OUT,
    /// News that were kept back may be told, or not yet.
    RELEASE,
    /// News that are to be sent may have to wait now.
    RECALL
}
