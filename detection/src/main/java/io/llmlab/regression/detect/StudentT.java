package io.llmlab.regression.detect;

import org.apache.commons.math3.distribution.TDistribution;

/// A t statistic and its p-value.
///
/// @param statistic standard errors between the two means, positive where the second is larger; infinite
///     where two noiseless means differ
/// @param degreesOfFreedom infinite where there is no noise
/// @param error standard error of the difference between the means, 0 or more
record StudentT(double statistic, double degreesOfFreedom, double error) {

    /// Welch's unequal variances t statistic with the Welch-Satterthwaite degrees of freedom. A single run
    /// after is judged by the spread of those before: the prediction interval of a future run.
    ///
    /// Groups without any spread are compared exactly: equal means give 0, others plus or minus infinity.
    ///
    /// Source: B. L. Welch, "The generalization of Student's problem when several different population
    /// variances are involved", Biometrika 34 (1947); G. J. Hahn, W. Q. Meeker, "Statistical Intervals"
    /// (1991), section 4.2.
    ///
    /// @param before two runs or more
    /// @param after one run or more
    static StudentT welch(RunGroup before, RunGroup after) {
        var compared = after.varyingAs(before);
        var a = before.squaredErrorOfMean();
        var b = compared.squaredErrorOfMean();
        var shift = Numbers.difference(after.mean(), before.mean());
        if (a + b == 0) {
            return new StudentT(
                    shift == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, shift), Double.POSITIVE_INFINITY, 0);
        }
        var freedom = after.runs() == 1
                ? before.runs() - 1
                : Numbers.square(a + b)
                        / (Numbers.square(a) / (before.runs() - 1) + Numbers.square(b) / (after.runs() - 1));
        return new StudentT(shift / Math.sqrt(a + b), freedom, Math.sqrt(a + b));
    }

    /// Chance of a second mean at least so low without a change, 0 to 1.
    double below() {
        return below(statistic);
    }

    /// Chance of a second mean at least so high without a change, 0 to 1.
    double above() {
        return below(-statistic);
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
