package io.llmlab.alert.notify;

/// The ways to reach people that exist.
public enum ChannelType {
    EMAIL,
    SLACK,
    WEBHOOK,
    ALERTMANAGER,
    PAGERDUTY,
    TEAMS,
    CONSOLE,
    DATABASE;

    /// Whether it leaves this system: the log and the database reach only whom looks there.
    boolean reachesPeople() {
        return switch (this) {
            case EMAIL, SLACK, WEBHOOK, ALERTMANAGER, PAGERDUTY, TEAMS -> true;
            case CONSOLE, DATABASE -> false;
        };
    }
}
