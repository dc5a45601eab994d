package io.llmlab.local.load;

/// The command line is not understood. The message is for the person at the terminal.
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
