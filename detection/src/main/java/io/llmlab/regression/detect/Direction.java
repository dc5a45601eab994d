package io.llmlab.regression.detect;

import org.jspecify.annotations.Nullable;

/// Which way a metric is better.
public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    NONE;

    /// @param higherIsBetter null: the metric has no direction
    public static Direction of(@Nullable Boolean higherIsBetter) {
        if (higherIsBetter == null) {
            return NONE;
        }
        return higherIsBetter ? HIGHER_IS_BETTER : LOWER_IS_BETTER;
    }

    /// Whether a move by this much is for the worse; without a direction nothing is.
    public boolean isWorse(double shift) {
        return switch (this) {
            case HIGHER_IS_BETTER -> shift < 0;
            case LOWER_IS_BETTER -> shift > 0;
            case NONE -> false;
        };
    }
}
