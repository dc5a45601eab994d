package io.llmlab.runner.load;

/// The results that a program left cannot be read, or cannot be stored. The message says which file, and why.
public final class UnusableResults extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableResults(String reason) {
        super(reason, null, false, false);
    }
}
