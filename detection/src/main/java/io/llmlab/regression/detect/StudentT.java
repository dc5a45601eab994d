package io.llmlab.regression.detect;

import org.apache.commons.math3.distribution.TDistribution;

/// A t statistic and its p-value.
///
/// @param statistic standard errors between the two means, positive where the second is larger; infinite where two
///     noiseless means differ
/// @param degreesOfFreedom infinite where there is no noise
record StudentT(double statistic, double degreesOfFreedom) {

    /// Welch's unequal variances t statistic with the Welch-Satterthwaite degrees of freedom, whose standard error is
    /// at least the given one: a few runs that happen to lie close together know less than their samples do.
    ///
    /// Two samples without any spread are compared exactly: equal means give 0, others plus or minus infinity.
    ///
    /// Source: B. L. Welch, "The generalization of Student's problem when several different
    /// population variances are involved", Biometrika 34 (1947).
    static StudentT welch(double[] before, double[] after, double leastError) {
        var a = Numbers.variance(before) / before.length;
        var b = Numbers.variance(after) / after.length;
        var freedom = Numbers.square(a + b)
                / (Numbers.square(a) / (before.length - 1) + Numbers.square(b) / (after.length - 1));
        return of(
                before,
                after,
                Math.max(a + b, Numbers.square(leastError)),
                // Runs without any spread of their own, and with a known error of their samples.
                a + b == 0 ? before.length + after.length - 2 : freedom);
    }

    /// Student's t statistic with pooled variance, which assumes the same spread before and after.
    ///
    /// Source: Student, "The probable error of a mean", Biometrika 6 (1908).
    static StudentT pooled(double[] before, double[] after) {
        var freedom = before.length + after.length - 2;
        var variance = ((before.length - 1) * Numbers.variance(before) + (after.length - 1) * Numbers.variance(after))
                / freedom;
        return of(before, after, variance / before.length + variance / after.length, freedom);
    }

    private static StudentT of(double[] before, double[] after, double squaredError, double freedom) {
        var shift = Numbers.difference(Numbers.mean(after), Numbers.mean(before));
        if (squaredError == 0) {
            return new StudentT(
                    shift == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, shift), Double.POSITIVE_INFINITY);
        }
        return new StudentT(shift / Math.sqrt(squaredError), freedom);
    }

    /// One-sided towards the side the metric should not go to; two-sided without a direction.
    double pValue(Direction direction) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> below(statistic);
            case LOWER_IS_BETTER -> below(-statistic);
            case NONE -> Math.min(1, 2 * below(-Math.abs(statistic)));
        };
    }

    /// One-sided towards an improvement; two-sided without a direction.
    double pValueOfImprovement(Direction direction) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> below(-statistic);
            case LOWER_IS_BETTER -> below(statistic);
            case NONE -> pValue(direction);
        };
    }

    private double below(double t) {
        if (Double.isNaN(t)) {
            return Double.NaN;
        }
        if (Double.isInfinite(t)) {
            return t < 0 ? 0 : 1;
        }
        if (Double.isInfinite(degreesOfFreedom)) {
            return .5; // no noise and no difference
        }
        return new TDistribution(null, degreesOfFreedom).cumulativeProbability(t);
    }
}
