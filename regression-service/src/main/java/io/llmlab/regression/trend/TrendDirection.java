package io.llmlab.regression.trend;

/// Which way a series goes, whether that is good or not.
public enum TrendDirection {
    INCREASING,
    DECREASING,
    STABLE
}
