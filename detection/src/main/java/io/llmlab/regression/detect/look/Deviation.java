package io.llmlab.regression.detect.look;

import io.llmlab.regression.detect.classic.RareCounts.Tails;
import org.apache.commons.math3.distribution.TDistribution;

/// How far the mean of new runs lies from what is normal.
///
/// @param newRuns how many runs the mean is of
/// @param level what is normal, on the scale of the family
/// @param shift on the scale of the family, positive where the new runs are higher
/// @param error standard error of the shift
/// @param freedom degrees of freedom of the t distribution that the shift follows without a change
/// @param tail chance of a shift at least so far to the same side without a change, 0 to .5
/// @param counted the chances that counting the events gives; 0 where there are too many to be counted
record Deviation(int newRuns, double level, double shift, double error, double freedom, double tail, Tails counted) {

    /// Rounding of a mean of equal values.
    private static final double ROUNDING = 1e-12;

    /// The t distribution with fewer has no variance to speak of.
    private static final double LEAST_TAIL = 2.5;

    /// @param meanOfNew on the scale
    /// @param samplingVariance that the samples of one new run make, on average
    static Deviation of(Regime regime, double meanOfNew, int newRuns, double samplingVariance) {
        var shift = meanOfNew - regime.level();
        var rounding = ROUNDING * Math.max(Math.abs(meanOfNew), Math.abs(regime.level()));
        return of(
                newRuns,
                regime.level(),
                Math.abs(shift) <= rounding ? 0 : shift,
                regime.error(newRuns, samplingVariance),
                Math.min(regime.freedom(), kurtosisFreedom(regime, newRuns)));
    }

    private static Deviation of(int newRuns, double level, double shift, double error, double freedom) {
        var size = Math.abs(statistic(shift, error));
        var tail = Double.isInfinite(size) ? 0 : new TDistribution(null, freedom).cumulativeProbability(-size);
        return new Deviation(newRuns, level, shift, error, freedom, tail, Counts.UNCOUNTED);
    }

    /// The same, no less likely than the counts say.
    Deviation noSurerThan(Tails counts) {
        return new Deviation(newRuns, level, shift, error, freedom, tail, counts);
    }

    /// Degrees of freedom of the t distribution with the kurtosis that a mean of so many runs has.
    private static double kurtosisFreedom(Regime regime, int newRuns) {
        return regime.kurtosis() == 0
                ? Double.POSITIVE_INFINITY
                : Math.max(LEAST_TAIL, 4 + 6 * newRuns / regime.kurtosis());
    }

    /// Standard errors between the two; infinite where noiseless runs differ.
    double statistic() {
        return statistic(shift, error);
    }

    private static double statistic(double shift, double error) {
        if (shift == 0) {
            return 0;
        }
        return error == 0 ? Math.copySign(Double.POSITIVE_INFINITY, shift) : shift / error;
    }

    /// Chance of a mean at least so low without a change, 0 to 1.
    double below() {
        return Math.max(counted.fewer(), shift <= 0 ? tail : 1 - tail);
    }

    /// Chance of a mean at least so high without a change, 0 to 1.
    double above() {
        return Math.max(counted.more(), shift >= 0 ? tail : 1 - tail);
    }

    /// How far from normal a mean must be to have this chance on one side.
    double reach(double chance) {
        return error * -StudentQuantile.of(chance, freedom);
    }
}
