package io.llmlab.gateway.rebuild;

/// How far the newest rebuild is.
enum RebuildStatus {
    /// Nobody has asked for one yet.
    NONE,
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED
}
