package io.llmlab.runner.load;

/// A file can be read, but what it says cannot be stored. The message is a sentence for the one who gave it.
final class RefusedFile extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedFile(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
