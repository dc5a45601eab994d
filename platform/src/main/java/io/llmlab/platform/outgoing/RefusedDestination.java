package io.llmlab.platform.outgoing;

/// What may not be called from here. Its message says why, for the person who typed it in.
public final class RefusedDestination extends RuntimeException {

    RefusedDestination(String message) {
        super(message, null, false, false);
    }

    /// The reason.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
