package io.llmlab.regression.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Arithmetic that stays well defined for constant series: rounding errors of equal values count as nothing.
final class Numbers {

    /// Relative size below which a difference is rounding.
    private static final double ROUNDING = 1e-12;

    private Numbers() {}

    static double mean(double[] values) {
        var rough = Arrays.stream(values).sum() / values.length;
        // A second pass takes out the rounding of the first: the mean of equal values is that value.
        return rough + Arrays.stream(values).map(value -> value - rough).sum() / values.length;
    }

    /// Unbiased; 0 for fewer than two values and for values that differ by rounding only.
    static double variance(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        var mean = mean(values);
        var variance = Arrays.stream(values).map(value -> square(value - mean)).sum() / (values.length - 1);
        var scale = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return variance <= square(ROUNDING * scale) ? 0 : variance;
    }

    static double difference(double value, double from) {
        var difference = value - from;
        return Math.abs(difference) <= ROUNDING * Math.max(Math.abs(value), Math.abs(from)) ? 0 : difference;
    }

    static @Nullable Double change(double value, double from) {
        return from == 0 ? null : difference(value, from) / Math.abs(from);
    }

    /// JSON knows no infinity: the largest number stands for it.
    static double finite(double value) {
        return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    static double square(double value) {
        return value * value;
    }
}
