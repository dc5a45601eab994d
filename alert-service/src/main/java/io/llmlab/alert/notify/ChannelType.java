package io.llmlab.alert.notify;

import io.llmlab.alert.signal.NewsKind;

/// The ways to reach people that exist.
public enum ChannelType {
    EMAIL,
    SLACK,
    WEBHOOK,
    ALERTMANAGER,
    PAGERDUTY,
    TEAMS,
    HEARTBEAT,
    CONSOLE,
    DATABASE;

    /// Whether its receivers keep alerts of their own and are to be told what people do with ours: else theirs would
    /// stay open, and go on paging.
    boolean follows(NewsKind kind) {
        return switch (this) {
            case PAGERDUTY -> kind == NewsKind.ACKNOWLEDGED || kind == NewsKind.RESOLVED;
            // Alertmanager knows no acknowledgement.
            case ALERTMANAGER -> kind == NewsKind.RESOLVED;
            case EMAIL, SLACK, WEBHOOK, TEAMS, HEARTBEAT, CONSOLE, DATABASE -> false;
        };
    }

    /// Whether it leaves this system: the log and the database reach only whom looks there.
    boolean reachesPeople() {
        return switch (this) {
            case EMAIL, SLACK, WEBHOOK, ALERTMANAGER, PAGERDUTY, TEAMS -> true;
            case HEARTBEAT, CONSOLE, DATABASE -> false;
        };
    }

    /// Whether what it is sent is read by who wants to know how things are: not where people are called.
    boolean isRead() {
        return switch (this) {
            case EMAIL, SLACK, WEBHOOK, TEAMS, CONSOLE, DATABASE -> true;
            case ALERTMANAGER, PAGERDUTY, HEARTBEAT -> false;
        };
    }

    /// Whether alerts may be sent to it: a heartbeat channel says that all is well, and nothing else.
    boolean takesAlerts() {
        return this != HEARTBEAT;
    }
}
