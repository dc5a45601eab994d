package io.llmlab.regression.detect.classic;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/// The Mann-Kendall test for a trend that need not be a straight line: how many of all pairs of values rise, less
/// how many fall. Its variance is corrected for ties, and for values that resemble their neighbours: without that
/// a slow wave is called a trend.
///
/// Source: H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945); M. G. Kendall, "Rank
/// Correlation Methods" (1975), for ties; K. H. Hamed and A. R. Rao, "A modified Mann-Kendall trend test for
/// autocorrelated data", J. Hydrology 204 (1998), for the correction, here with the first-order correlation of
/// the detrended values.
///
/// @param score rising pairs less falling ones
/// @param variance of the score without a trend
public record MannKendall(long score, double variance) {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /// Independent values.
    public static MannKendall of(double... values) {
        return of(values, 0);
    }

    /// @param lagOne correlation of neighbours once the trend is taken out, 0 to below 1
    public static MannKendall of(double[] values, double lagOne) {
        var score = 0L;
        for (var later = 1; later < values.length; later++) {
            for (var earlier = 0; earlier < later; earlier++) {
                score += (long) Math.signum(values[later] - values[earlier]);
            }
        }
        return new MannKendall(score, variance(values) * inflation(values.length, lagOne));
    }

    /// With the continuity correction.
    public double statistic() {
        return variance == 0 || score == 0 ? 0 : (score - Math.signum((double) score)) / Math.sqrt(variance);
    }

    /// Chance of a fall at least so clear without a trend.
    public double ofFall() {
        return NORMAL.cumulativeProbability(statistic());
    }

    /// Chance of a rise at least so clear without a trend.
    public double ofRise() {
        return NORMAL.cumulativeProbability(-statistic());
    }

    public double twoSided() {
        return Math.min(1, 2 * NORMAL.cumulativeProbability(-Math.abs(statistic())));
    }

    private static double variance(double[] values) {
        var runs = values.length;
        return (pairs(runs) - ties(values)) / 18;
    }

    private static double ties(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var sum = 0.0;
        var from = 0;
        for (var until = 1; until <= sorted.length; until++) {
            if (until == sorted.length || sorted[until] != sorted[from]) {
                sum += pairs(until - from);
                from = until;
            }
        }
        return sum;
    }

    private static double pairs(double count) {
        return count * (count - 1) * (2 * count + 5);
    }

    /// Hamed and Rao, equation 13; ranks of a Gaussian process correlate as 6/pi asin(r/2).
    private static double inflation(int runs, double lagOne) {
        var sum = 0.0;
        var correlation = 1.0;
        for (var lag = 1; lag < runs - 2 && correlation > 1e-6; lag++) {
            correlation *= lagOne;
            var ofRanks = 6 / Math.PI * Math.asin(correlation / 2);
            sum += (runs - lag) * (runs - lag - 1.0) * (runs - lag - 2.0) * ofRanks;
        }
        return 1 + 2 * sum / (runs * (runs - 1.0) * (runs - 2.0));
    }
}
