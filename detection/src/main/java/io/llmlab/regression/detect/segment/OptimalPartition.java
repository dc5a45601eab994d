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
    // Of a stretch that ends last, by its start; so the inner loop walks all arrays forwards, as vector units like it.
    private final double[] inverseLength;
    private final double[] inverseSpread;
    private final double[] cost;
    private final double[] candidates;

    private OptimalPartition(RunningSums sums, double slopePenalty) {
        this.sums = sums;
        this.slopePenalty = slopePenalty;
        n = sums.size();
        inverseLength = new double[n + 1];
        inverseSpread = new double[n + 1];
        for (int length = 1; length <= n; length++) {
            inverseLength[n - length] = 1.0 / length;
            if (length >= LEAST_POINTS_OF_A_LINE) {
                inverseSpread[n - length] = 12.0 / ((double) length * ((double) length * length - 1));
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

    /// The cost of everything up to an end, for each start of the last stretch. No branches, so that it vectorizes.
    private void consider(int end, int starts) {
        var sum = sums.sums();
        var squares = sums.sumsOfSquares();
        var moments = sums.sumsOfMoments();
        var sumHere = sum[end];
        var squaresHere = squares[end];
        var momentsHere = moments[end];
        var shorter = n - end;
        for (int start = 0; start < starts; start++) {
            var total = sumHere - sum[start];
            var around = squaresHere - squares[start] - total * total * inverseLength[start + shorter];
            var covariation = momentsHere - moments[start] - .5 * (start + end - 1) * total;
            var gain = covariation * covariation * inverseSpread[start + shorter] - slopePenalty;
            candidates[start] = cost[start] + around - Math.max(0, gain);
        }
    }

    private int least(int starts) {
        var least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < starts; start++) {
            least = Math.min(least, candidates[start]);
        }
        for (int start = 0; start < starts; start++) {
            if (candidates[start] <= least) {
                return start;
            }
        }
        return 0;
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
