package io.llmlab.alert.signal;

/// How much an alert matters, the worst first.
public enum Severity {
    CRITICAL,
    WARNING,
    INFO
}
