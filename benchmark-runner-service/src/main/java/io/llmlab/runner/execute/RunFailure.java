package io.llmlab.runner.execute;

/// The run cannot succeed; the message tells its owner what to do.
public final class RunFailure extends RuntimeException {

    public RunFailure(String message) {
        super(message, null, false, false);
    }
}
