package io.llmlab.regression.detect.segment;

import java.util.Arrays;

/// The best division of a series into stretches with a constant mean or a straight line each.
///
/// It minimizes the residual sum of squares (in units of the long-run noise variance) plus a penalty for each stretch
/// and a further one for each slope, exactly, by dynamic programming over all places.
///
/// Source: B. Jackson et al., "An algorithm for optimal partitioning of data on an interval", IEEE Signal Processing
/// Letters 12 (2005). The sums allow each stretch in constant time, which at up to a thousand places is quicker than
/// the bookkeeping of pruning (R. Killick, P. Fearnhead, I. A. Eckley, "Optimal detection of changepoints with a
/// linear computational cost", JASA 107 (2012)): stable series, the usual case, can prune nothing.
final class OptimalPartition {

    /// Fewer points are a spike, not a regime.
    static final int LEAST_POINTS = 3;

    /// A line through fewer points bends to any noise.
    static final int LEAST_POINTS_OF_A_LINE = 6;

    private final RunningSums sums;
    private final double slopePenalty;
    private final int n;
    private final double[] halves;
    // Of a stretch that ends with the series, by its start: those of an earlier end lie behind each other too.
    private final double[] inverseLengths;
    private final double[] inverseSpreads;
    // Of a stretch that ends here, by its start.
    private final double[] inverseLength;
    private final double[] inverseSpread;
    private final double[] cost;
    private final double[] candidates;

    private OptimalPartition(RunningSums sums, double slopePenalty) {
        this.sums = sums;
        this.slopePenalty = slopePenalty;
        n = sums.size();
        halves = new double[n + 1];
        inverseLengths = new double[n + 1];
        inverseSpreads = new double[n + 1];
        inverseLength = new double[n + 1];
        inverseSpread = new double[n + 1];
        for (int length = 1; length <= n; length++) {
            halves[length] = .5 * length;
            inverseLengths[n - length] = 1.0 / length;
            if (length >= LEAST_POINTS_OF_A_LINE) {
                inverseSpreads[n - length] = 12.0 / ((double) length * ((double) length * length - 1));
            }
        }
        cost = new double[n + 1];
        candidates = new double[n + 1];
    }

    /// @param penalty cost of a further stretch, in squared standard errors
    /// @param slopePenalty cost of a slope
    /// @return the first place of each stretch but the first, ascending
    static int[] of(RunningSums sums, double penalty, double slopePenalty) {
        return new OptimalPartition(sums, slopePenalty).places(penalty);
    }

    private int[] places(double penalty) {
        var previous = new int[n + 1];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[0] = -penalty;
        for (int end = LEAST_POINTS; end <= n; end++) {
            var starts = end - LEAST_POINTS + 1;
            consider(end, starts);
            previous[end] = least(starts);
            cost[end] = candidates[previous[end]] + penalty;
        }
        return trace(previous);
    }

    /// The cost of everything up to an end, for each start of the last stretch.
    ///
    /// Without branches, and at the same place of each array, it vectorizes and is three times as quick:
    /// an array that is read at another place could be the one that is written.
    private void consider(int end, int starts) {
        System.arraycopy(inverseLengths, n - end, inverseLength, 0, starts);
        System.arraycopy(inverseSpreads, n - end, inverseSpread, 0, starts);
        var sum = sums.sums();
        var squares = sums.sumsOfSquares();
        var moments = sums.sumsOfMoments();
        var sumHere = sum[end];
        var squaresHere = squares[end];
        var momentsHere = moments[end];
        var halfOfEnd = .5 * (end - 1);
        for (int start = 0; start < starts; start++) {
            var total = sumHere - sum[start];
            var around = squaresHere - squares[start] - total * total * inverseLength[start];
            var covariation = momentsHere - moments[start] - (halves[start] + halfOfEnd) * total;
            var gain = covariation * covariation * inverseSpread[start] - slopePenalty;
            // Half a number and its size: the number, or 0 where it is negative.
            candidates[start] = cost[start] + around - .5 * (gain + Math.abs(gain));
        }
    }

    private int least(int starts) {
        var place = 0;
        var least = candidates[0];
        for (int start = 1; start < starts; start++) {
            if (candidates[start] < least) {
                least = candidates[start];
                place = start;
            }
        }
        return place;
    }

    private int[] trace(int[] previous) {
        var places = new int[n / LEAST_POINTS + 1];
        var count = 0;
        for (int place = previous[n]; place > 0; place = previous[place]) {
            places[count++] = place;
        }
        var ascending = new int[count];
        for (int i = 0; i < count; i++) {
            ascending[i] = places[count - 1 - i];
        }
        return ascending;
    }
}
