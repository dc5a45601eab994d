package io.llmlab.detect;

/// A file that holds no series, with the reason and what is accepted.
final class UnreadableSeries extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableSeries(String message) {
        super(message);
    }
}
