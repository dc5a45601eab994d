package io.llmlab.detect;

/// A command line that is not understood, in words for the person who typed it.
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
