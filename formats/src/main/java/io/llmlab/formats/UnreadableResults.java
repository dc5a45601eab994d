package io.llmlab.formats;

/// A file is not what it would have to be. The message is for the one who gave the file: which one, why, what is
/// accepted.
public final class UnreadableResults extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final String reason;

    UnreadableResults(String file, String reason) {
        super("%s: %s".formatted(file, reason));
        this.file = file;
        this.reason = reason;
    }

    /// As the caller knows it.
    public String file() {
        return file;
    }

    /// A sentence without the file's name.
    public String reason() {
        return reason;
    }
}
