package io.llmlab.regression.detect.scale;

import java.util.Arrays;

/// What kind of number a metric is: it decides the scale on which runs are compared, and the least change that
/// matters.
public enum Family {

    /// A share of samples, 0 to 1: accuracy, pass rate, error rate.
    PROPORTION,

    /// Above 0 and skewed to the right, so that changes are factors: latency, tokens, cost.
    POSITIVE,

    /// Any number: changes are differences.
    REAL;

    /// What numbers are most likely of which nothing else is known: all in [0, 1] are shares, all above 0 positive.
    public static Family guess(double[] finite) {
        if (Arrays.stream(finite).allMatch(value -> value >= 0 && value <= 1)) {
            return PROPORTION;
        }
        return Arrays.stream(finite).allMatch(value -> value > 0) ? POSITIVE : REAL;
    }
}
