package io.llmlab.alert.signal;

/// What people are told about an alert.
public enum NewsKind {
    OPENED("", "fired"),
    WORSENED("Worse: ", "worsened"),
    /// A rule that calls it more severe than people know has opened an alert about the same series.
    GRAVER("Now more severe: ", "worsened"),
    REMINDED("Still open: ", "reminded"),
    ESCALATED("In nobody's hands yet: ", "escalated"),
    UNSNOOZED("No longer snoozed: ", "unsnoozed"),
    REOPENED("Again: ", "reopened"),
    /// A person has it in hand. Told to receivers that keep alerts of their own, and to nobody else.
    ACKNOWLEDGED("Acknowledged: ", "acknowledged"),
    RESOLVED("Over: ", "resolved"),
    /// Of no alert: a synthetic finding came through. For heartbeat channels alone.
    HEARTBEAT("", "heartbeat"),
    /// Of no alert: what became of the lab in a while.
    DIGEST("", "digest");

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

    /// The type that machines are told: `alert.fired`, `alert.resolved`, and `digest`.
    public String eventType() {
        return this == DIGEST ? event : "alert." + event;
    }
}
