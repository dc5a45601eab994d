package io.llmlab.regression.detect;

import org.apache.commons.math3.distribution.NormalDistribution;

/// The smallest straight drift that the Mann-Kendall test would have told from none.
///
/// By normal theory: with Gaussian noise around a line a pair of runs rises with a known chance, the score is the
/// sum over all pairs, and it must exceed what the test asks for by what it varies, taken as without a drift. The
/// score of a clear drift varies less, so the size errs on the safe side. Source: H. B. Mann, "Nonparametric
/// tests against trend", Econometrica 13 (1945), for the chance of a pair.
///
/// @param runs 3 or more
/// @param spread standard deviation of a run around the line, 0 or more
/// @param lagOne correlation of neighbours around it, 0 to below 1
record VisibleDrift(int runs, double spread, double lagOne) {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final int STEPS = 40;

    /// A drift from the first run to the last beyond so many spreads leaves no two runs in the wrong order.
    private static final double MOST = 1e6;

    /// @param deviation standard deviation of the score without a drift
    /// @param rate error that the test spends on one side
    /// @return from the first run to the last; infinite where not even runs in perfect order would be enough
    double smallest(double deviation, double rate) {
        if (spread == 0) {
            return 0;
        }
        var standard = NORMAL.inverseCumulativeProbability(1 - rate)
                + NORMAL.inverseCumulativeProbability(SmallestVisible.POWER);
        var needed = 1 + standard * deviation;
        if (score(MOST) < needed) {
            return Double.POSITIVE_INFINITY;
        }
        var low = 0.0;
        var high = 1.0;
        while (score(high) < needed) {
            high *= 2;
        }
        for (var step = 0; step < STEPS; step++) {
            var middle = (low + high) / 2;
            low = score(middle) < needed ? middle : low;
            high = low == middle ? high : middle;
        }
        return high * spread;
    }

    /// Standard error of the drift of a least squares line, which the median slope's is close to.
    ///
    /// @param inflation of the variance by runs that resemble each other, 1 or more
    double error(double inflation) {
        return spread * Math.sqrt(12 * (runs - 1.0) / (runs * (runs + 1.0)) * inflation);
    }

    /// Rising pairs less falling ones that a drift of so many spreads makes on average.
    private double score(double drift) {
        var sum = 0.0;
        var correlation = 1.0;
        for (var lag = 1; lag < runs; lag++) {
            correlation *= lagOne;
            var apart = drift * lag / (runs - 1) / Math.sqrt(2 * (1 - correlation));
            sum += (runs - lag) * (2 * NORMAL.cumulativeProbability(apart) - 1);
        }
        return sum;
    }
}
