package io.llmlab.regression.detect.classic;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/// The median slope over all pairs of values: a straight line that a few wild values do not bend.
///
/// Source: H. Theil, "A rank-invariant method of linear and polynomial regression analysis" (1950); P. K. Sen,
/// "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968), also for the interval.
///
/// @param slope a step from one value to the next
/// @param intercept at the first value
/// @param low lower end of the slope's interval
/// @param high upper end of the slope's interval
public record TheilSen(double slope, double intercept, double low, double high) {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /// @param values two or more; pairs grow with the square of their number
    /// @param confidence of the interval, above 0 and below 1
    /// @param variance of the Mann-Kendall score, which the interval rests on
    public static TheilSen of(double[] values, double confidence, double variance) {
        if (values.length < 2) {
            throw new IllegalArgumentException("A slope takes two values");
        }
        var slopes = new double[values.length * (values.length - 1) / 2];
        var next = 0;
        for (var later = 1; later < values.length; later++) {
            for (var earlier = 0; earlier < later; earlier++) {
                slopes[next++] = (values[later] - values[earlier]) / (later - earlier);
            }
        }
        Arrays.sort(slopes);
        var slope = median(slopes);
        var reach = NORMAL.inverseCumulativeProbability((1 + confidence) / 2) * Math.sqrt(variance);
        var low = (int) Math.max(0, Math.rint((slopes.length - reach) / 2) - 1);
        var high = (int) Math.min(slopes.length - 1, Math.rint((slopes.length + reach) / 2));
        return new TheilSen(slope, intercept(values, slope), slopes[low], slopes[high]);
    }

    private static double intercept(double[] values, double slope) {
        var rests = new double[values.length];
        for (var index = 0; index < rests.length; index++) {
            rests[index] = values[index] - slope * index;
        }
        Arrays.sort(rests);
        return median(rests);
    }

    private static double median(double[] sorted) {
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
