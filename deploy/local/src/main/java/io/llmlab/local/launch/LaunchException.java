package io.llmlab.local.launch;

/// The stack cannot start or stop for a reason that a person can act on; the message says all there is to say.
public final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
