package io.llmlab.regression.detect.segment;

import org.apache.commons.math3.special.Beta;

/// How unlikely it is that noise alone makes two neighbouring stretches as different as they are.
///
/// An F test of the two stretches against a single one: against one mean where both have a mean, which of steps and
/// drift fits better having been decided before, and against one mean or line where either drifts. The improvement is
/// divided by what autocorrelation adds to the variance of an average, and the degrees of freedom are those of as many
/// independent points as carry the same information (effective sample size).
///
/// Source: F test for a change of regime: G. C. Chow, Econometrica 28 (1960); effective sample size: G. V. Bayley and
/// J. M. Hammersley, Supplement to the JRSS 8 (1946).
final class Evidence {

    /// A bend of a drift that explains a smaller part of what happens around it makes no new regime: nearly every
    /// growth bends somewhere.
    private static final double LEAST_BEND = .05;

    private static final double NO_LINE = Double.MAX_VALUE;

    private final RunningSums sums;
    private final double correlation;
    private final double slopePenalty;

    /// @param slopePenalty what a slope must explain, in long-run noise variances
    Evidence(RunningSums sums, double correlation, double slopePenalty) {
        this.sums = sums;
        this.correlation = Math.min(correlation, Noise.MOST_CORRELATION);
        this.slopePenalty = slopePenalty;
    }

    /// What the spread of so many points is known by, 1 or more.
    static double freedom(int points, int parameters, double correlation) {
        var most = Math.min(correlation, Noise.MOST_CORRELATION);
        return Math.max(1, points / spreadInflation(most) - parameters);
    }

    /// The p-value of a change at a place that was named beforehand, between the stretches around it.
    double of(int from, int place, int to) {
        var left = Stretch.of(sums, from, place, slopePenalty);
        var right = Stretch.of(sums, place, to, slopePenalty);
        var drifts = left.line() || right.line();
        var joined = Stretch.of(sums, from, to, drifts ? slopePenalty : NO_LINE);
        var residual = left.residual() + right.residual();
        var gain = joined.residual() - residual;
        if (gain <= 0 || (drifts && gain < LEAST_BEND * sums.aroundMean(from, to))) {
            return 1;
        }
        var parameters = left.parameters() + right.parameters();
        var tested = Math.max(1, parameters - joined.parameters());
        return tail(gain / inflation(place - from, to - place), tested, residual, to - from, parameters);
    }

    /// The upper tail of the F distribution, as an incomplete beta function.
    private double tail(double gain, int tested, double residual, int points, int parameters) {
        var free = points / spreadInflation(correlation) - parameters;
        if (free < 1) {
            return 1;
        }
        if (residual == 0) {
            return 0;
        }
        var statistic = gain / tested / (residual / (points - parameters));
        return Beta.regularizedBeta(free / (free + tested * statistic), free / 2, tested / 2.0);
    }

    /// Of the variance of a difference of two means.
    private double inflation(int left, int right) {
        var a = Noise.inflation(correlation, left) / left;
        var b = Noise.inflation(correlation, right) / right;
        return (a + b) / (1.0 / left + 1.0 / right);
    }

    /// Points per independent one, as far as the estimate of a variance goes.
    private static double spreadInflation(double correlation) {
        var squared = correlation * correlation;
        return (1 + squared) / (1 - squared);
    }
}
