package io.llmlab.regression.compare;

import org.jspecify.annotations.Nullable;

/// How the second of two runs does beside the first.
public enum Verdict {
    BETTER,
    WORSE,
    /// No difference beyond chance.
    STATISTICALLY_TIED,
    /// Too little is known to say anything, which is not the same as tied.
    INSUFFICIENT;

    /// @param higherIsBetter null: no direction, so that nothing is better or worse
    static Verdict of(double difference, double pValue, double alpha, @Nullable Boolean higherIsBetter) {
        if (pValue > alpha || difference == 0) {
            return STATISTICALLY_TIED;
        }
        if (higherIsBetter == null) {
            return INSUFFICIENT;
        }
        return difference > 0 == higherIsBetter ? BETTER : WORSE;
    }
}
