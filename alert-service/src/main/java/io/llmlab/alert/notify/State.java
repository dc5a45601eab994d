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
            case OPENED, WORSENED, GRAVER, REMINDED, ESCALATED, UNSNOOZED, REOPENED, HEARTBEAT, DIGEST -> FIRING;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case RESOLVED -> RESOLVED;
        };
    }
}
