package io.llmlab.regression.detect;

/// How much a regression matters, from least to most.
public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
