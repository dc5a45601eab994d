package io.llmlab.local.replay;

/// What becomes of a request for a completion.
sealed interface Outcome {

    /// A completion, which the fault may spoil on its way.
    record Completed(ChatCompletion completion, Fault fault) implements Outcome {}

    /// An error the API words itself.
    ///
    /// @param retryAfterSeconds 0 = says nothing about it
    record Refused(int status, String message, String code, long retryAfterSeconds) implements Outcome {

        Refused(int status, String message, String code) {
            this(status, message, code, 0);
        }
    }
}
