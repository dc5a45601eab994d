package io.llmlab.runner.execute;

/// The run cannot succeed; the message tells its owner what to do.
final class RunFailure extends RuntimeException {

    RunFailure(String message) {
        super(message, null, false, false);
    }
}
