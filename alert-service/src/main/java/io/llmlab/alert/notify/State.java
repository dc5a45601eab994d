package io.llmlab.alert.notify;

import io.llmlab.alert.signal.NewsKind;

/// What a message says of its alerts, as receivers that keep alerts of their own tell them apart.
public enum State {
    FIRING,
    ACKNOWLEDGED,
    RESOLVED;

    public static State of(Message message) {
        return of(message.kind());
    }

    private static State of(NewsKind kind) {
        return switch (kind) {
            case OPENED, WORSENED, REMINDED, ESCALATED, UNSNOOZED, REOPENED -> FIRING;
            case RESOLVED -> RESOLVED;
        };
    }
}
