package io.llmlab.regression.detect.look;

import org.apache.commons.math3.distribution.TDistribution;

/// How far the mean of new runs lies from what is normal.
///
/// @param newRuns how many runs the mean is of
/// @param level what is normal, on the scale of the family
/// @param shift on the scale of the family, positive where the new runs are higher
/// @param error standard error of the shift
/// @param freedom degrees of freedom of the t distribution that the shift follows without a change
record Deviation(int newRuns, double level, double shift, double error, double freedom) {

    /// Rounding of a mean of equal values.
    private static final double ROUNDING = 1e-12;

    /// The t distribution with fewer has no variance to speak of.
    private static final double LEAST_TAIL = 2.5;

    /// @param meanOfNew on the scale
    /// @param samplingVariance that the samples of one new run make, on average
    static Deviation of(Regime regime, double meanOfNew, int newRuns, double samplingVariance) {
        var shift = meanOfNew - regime.level();
        var rounding = ROUNDING * Math.max(Math.abs(meanOfNew), Math.abs(regime.level()));
        return new Deviation(
                newRuns,
                regime.level(),
                Math.abs(shift) <= rounding ? 0 : shift,
                regime.error(newRuns, samplingVariance),
                Math.min(regime.freedom(), tail(regime, newRuns)));
    }

    /// Degrees of freedom of the t distribution with the kurtosis that a mean of so many runs has.
    private static double tail(Regime regime, int newRuns) {
        return regime.kurtosis() == 0
                ? Double.POSITIVE_INFINITY
                : Math.max(LEAST_TAIL, 4 + 6 * newRuns / regime.kurtosis());
    }

    /// Standard errors between the two; infinite where noiseless runs differ.
    double statistic() {
        if (shift == 0) {
            return 0;
        }
        return error == 0 ? Math.copySign(Double.POSITIVE_INFINITY, shift) : shift / error;
    }

    /// Chance of a mean at least so low without a change, 0 to 1.
    double below() {
        return tailOf(statistic());
    }

    /// Chance of a mean at least so high without a change, 0 to 1.
    double above() {
        return tailOf(-statistic());
    }

    /// How far from normal a mean must be to have this chance on one side.
    double reach(double chance) {
        return error * -StudentQuantile.of(chance, freedom);
    }

    private double tailOf(double statistic) {
        if (Double.isInfinite(statistic)) {
            return statistic < 0 ? 0 : 1;
        }
        return new TDistribution(null, freedom).cumulativeProbability(statistic);
    }
}
