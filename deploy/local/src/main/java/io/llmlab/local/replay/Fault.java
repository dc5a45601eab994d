package io.llmlab.local.replay;

/// How an endpoint can be broken beyond slowness, errors and limits.
public enum Fault {
    /// Answers as it should.
    NONE,
    /// Takes the request and never answers.
    HANG,
    /// Resets the connection (TCP RST) instead of an answer.
    RESET,
    /// 200 with a body that is no JSON.
    GARBAGE,
    /// 200 and half of the body, then the connection ends.
    HALF,
    /// 401 as for a wrong key.
    UNAUTHORIZED
}
