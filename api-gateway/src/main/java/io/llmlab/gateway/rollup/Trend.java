package io.llmlab.gateway.rollup;

import org.apache.commons.math3.distribution.TDistribution;

/// Where the values of one period go with time: up or down where the slope of a straight line differs from 0 at the
/// 5 % level (two-sided t-test), else stable. The test takes the values for independent of each other, so slow swings
/// make it too sure of itself.
///
/// Source: simple linear regression, N. Draper and H. Smith, "Applied Regression Analysis" (1998), chapter 1.
///
/// @param strength absolute correlation of value and time, 0 to 1
public record Trend(TrendDirection direction, double strength) {

    /// Two values lie on a line always, so there is nothing to learn from them.
    private static final int LEAST_VALUES = 3;

    private static final double ALPHA = .05;

    /// A spread below this share of the mean comes from rounding.
    private static final double ROUNDING = 1e-12;

    public static Trend of(Moments moments) {
        if (moments.count() < LEAST_VALUES) {
            return new Trend(TrendDirection.STABLE, 0);
        }
        var correlation = correlation(moments);
        return new Trend(direction(correlation, moments.count()), Math.abs(correlation));
    }

    private static TrendDirection direction(double correlation, long count) {
        if (pValue(correlation, count) >= ALPHA) {
            return TrendDirection.STABLE;
        }
        return correlation > 0 ? TrendDirection.UP : TrendDirection.DOWN;
    }

    /// 0 for constant values, and for values of one moment, which have none.
    private static double correlation(Moments moments) {
        var spread = Math.sqrt(moments.squares() / moments.count());
        var correlation = moments.products() / (Math.sqrt(moments.squares()) * Math.sqrt(moments.timeSquares()));
        return spread <= ROUNDING * Math.abs(moments.mean()) || Double.isNaN(correlation)
                ? 0
                : Math.clamp(correlation, -1, 1);
    }

    private static double pValue(double correlation, long count) {
        var left = 1 - correlation * correlation;
        if (left <= 0) {
            return 0;
        }
        var statistic = Math.abs(correlation) * Math.sqrt((count - 2) / left);
        return Math.min(1, 2 * new TDistribution(null, count - 2.0).cumulativeProbability(-statistic));
    }
}
