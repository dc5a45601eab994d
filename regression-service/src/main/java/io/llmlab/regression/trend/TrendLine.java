package io.llmlab.regression.trend;

import io.llmlab.regression.series.Point;
import io.llmlab.regression.trend.Trend.Timestamps;
import java.time.Duration;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.jspecify.annotations.Nullable;

/// Ordinary least squares through the values of a series, by order of the runs (as the original did) and by time.
///
/// A series increases or decreases if the slope by order differs from 0 at the 5 % level (two-sided t-test); else it
/// is stable. The test takes residuals for independent, so slow swings make it too sure of itself.
///
/// Source: simple linear regression, N. Draper and H. Smith, "Applied Regression Analysis" (1998), chapter 1.
final class TrendLine {

    /// Two points lie on a line always, so there is nothing to learn from them.
    static final int LEAST_POINTS = 3;

    private static final double ALPHA = .05;
    private static final double DAY = Duration.ofDays(1).toMillis();

    private TrendLine() {}

    /// @param points at least [#LEAST_POINTS], oldest first
    static Trend through(List<Point> points) {
        var byOrder = new SimpleRegression();
        var byDay = new SimpleRegression();
        var first = points.getFirst();
        var last = points.getLast();
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            byOrder.addData(i, point.value());
            byDay.addData(daysBetween(first, point), point.value());
        }
        var correlation = correlation(byOrder);
        var pValue = pValue(correlation, points.size());
        return new Trend(
                points.size(),
                byOrder.getSlope(),
                finite(byDay.getSlope()),
                correlation * correlation,
                pValue,
                direction(correlation, pValue),
                Math.abs(correlation),
                first.value(),
                last.value(),
                first.value() == 0 ? null : (last.value() - first.value()) / Math.abs(first.value()),
                new Timestamps(first.position().at(), last.position().at()));
    }

    private static double daysBetween(Point first, Point point) {
        return Duration.between(first.position().at(), point.position().at()).toMillis() / DAY;
    }

    /// 0 for a constant series, which has none.
    private static double correlation(SimpleRegression line) {
        var scale = Math.max(Math.abs(line.getIntercept()), Double.MIN_NORMAL);
        var spread = Math.sqrt(line.getTotalSumSquares() / line.getN());
        var correlation = line.getR();
        return spread <= 1e-12 * scale || Double.isNaN(correlation) ? 0 : Math.clamp(correlation, -1, 1);
    }

    private static double pValue(double correlation, int points) {
        var left = 1 - correlation * correlation;
        if (left <= 0) {
            return 0;
        }
        var t = Math.abs(correlation) * Math.sqrt((points - 2) / left);
        return Math.min(1, 2 * new TDistribution(null, points - 2).cumulativeProbability(-t));
    }

    private static TrendDirection direction(double correlation, double pValue) {
        if (pValue >= ALPHA) {
            return TrendDirection.STABLE;
        }
        return correlation > 0 ? TrendDirection.INCREASING : TrendDirection.DECREASING;
    }

    private static @Nullable Double finite(double slope) {
        return Double.isFinite(slope) ? slope : null;
    }
}
