package io.llmlab.formats;

import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param error why it did not end well, as the harness says it; null: it did, or nothing says why
public record Outcome(Status status, @Nullable String error) {

    public enum Status {
        COMPLETED,
        FAILED,
        CANCELLED
    }

    static Outcome completed() {
        return new Outcome(Status.COMPLETED, null);
    }
}
