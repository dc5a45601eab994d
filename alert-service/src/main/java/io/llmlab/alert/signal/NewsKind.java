package io.llmlab.alert.signal;

/// What people are told about an alert.
public enum NewsKind {
    OPENED("", "fired"),
    WORSENED("Worse: ", "worsened"),
    REMINDED("Still open: ", "reminded"),
    ESCALATED("In nobody's hands yet: ", "escalated"),
    UNSNOOZED("No longer snoozed: ", "unsnoozed"),
    REOPENED("Again: ", "reopened"),
    RESOLVED("Over: ", "resolved");

    private final String prefix;
    private final String event;

    NewsKind(String prefix, String event) {
        this.prefix = prefix;
        this.event = event;
    }

    /// A title for a person, from the alert's own.
    public String title(String ofAlert) {
        return prefix + ofAlert;
    }

    /// The type that machines are told: `alert.fired`, `alert.resolved`.
    public String eventType() {
        return "alert." + event;
    }
}
