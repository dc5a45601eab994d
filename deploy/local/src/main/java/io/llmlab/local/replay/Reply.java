package io.llmlab.local.replay;

import java.util.Map;

/// What goes back to the caller.
sealed interface Reply {

    /// An HTTP answer in JSON, or of another type that its headers name.
    record Answer(int status, byte[] json, Map<String, String> headers) implements Reply {}

    /// The head of the answer and half of its body, then the connection ends.
    record Half(Answer answer) implements Reply {}

    /// Nothing, until the caller gives up.
    record Silence() implements Reply {}

    /// The connection is reset.
    record Reset() implements Reply {}
}
