package io.llmlab.regression.detect.scale;

/// What kind of number a metric is: it decides the scale on which runs are compared, and the least change that
/// matters.
public enum Family {

    /// A share of samples, 0 to 1: accuracy, pass rate, error rate.
    PROPORTION,

    /// Above 0 and skewed to the right, so that changes are factors: latency, tokens, cost.
    POSITIVE,

    /// Any number: changes are differences.
    REAL
}
