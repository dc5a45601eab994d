package io.llmlab.regression.detect.segment;

import io.llmlab.regression.detect.scale.Observations;
import java.util.Arrays;

/// What a further stretch of a division must explain to be a candidate, in long-run noise variances.
///
/// Calibrated by simulation for each length: the smallest penalty with which the search alone, before any change is
/// tested, divides no more stable series than [Segmenter] promises of the whole: 1 % of Gaussian ones, 2 % of
/// log-normal, binomial and Student t3 ones, 5 % of those with an autocorrelation of .4. The kind that needs most
/// decides: autocorrelation in short series, whose noise is hard to measure, and heavy tails in long ones. Above a
/// thousand points means of neighbours are searched, whose tails are lighter. `./lab bench detect penalty` prints the
/// simulation beside these numbers.
///
/// The usual penalty of Schwarz' criterion, 2 ln n, holds for Gaussian noise of known variance, and for none of these.
public final class Penalty {

    /// Ascending; between them by the logarithm.
    private static final int[] LENGTHS = {10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    private static final double[] IN_FORCE = {9.5, 11.0, 12.4, 13.2, 14.5, 17.0, 20.5, 18.0, 15.4, 14.7};

    private Penalty() {}

    /// That in force.
    ///
    /// @param points 1 or more
    public static double of(int points) {
        var place = Arrays.binarySearch(LENGTHS, points);
        if (place >= 0) {
            return IN_FORCE[place];
        }
        var above = -place - 1;
        if (above == 0) {
            return IN_FORCE[0];
        }
        if (above == LENGTHS.length) {
            return IN_FORCE[LENGTHS.length - 1];
        }
        var part =
                Math.log((double) points / LENGTHS[above - 1]) / Math.log((double) LENGTHS[above] / LENGTHS[above - 1]);
        return IN_FORCE[above - 1] + part * (IN_FORCE[above] - IN_FORCE[above - 1]);
    }

    /// The smallest penalty with which the search leaves a series whole: the most that a division saves for each of its
    /// places. Each search names a division that saves more than the last one did, until none does.
    ///
    /// Source: W. Dinkelbach, "On nonlinear fractional programming", Management Science 13 (1967).
    ///
    /// @param series of [Segmenter#LEAST_POINTS] finite numbers or more
    /// @param least where this is enough, no smaller one is looked for; 0 or more
    public static double leavingWhole(Observations series, double least) {
        var sums = searched(series);
        var whole = cost(sums);
        var penalty = least;
        while (true) {
            var places = OptimalPartition.of(sums, penalty, Segmenter.SLOPE_PENALTY);
            var saved = places.length == 0 ? penalty : (whole - cost(sums, places)) / places.length;
            if (saved <= penalty) {
                return penalty;
            }
            penalty = saved;
        }
    }

    /// Whether the search leaves a series whole under this penalty.
    ///
    /// @param series of [Segmenter#LEAST_POINTS] finite numbers or more
    public static boolean leavesWhole(Observations series, double penalty) {
        return OptimalPartition.of(searched(series), penalty, Segmenter.SLOPE_PENALTY).length == 0;
    }

    private static RunningSums searched(Observations series) {
        return Candidates.coarse(Searched.of(Prepared.of(series)).sums());
    }

    /// What a division leaves unexplained, its slopes paid for.
    private static double cost(RunningSums sums, int... places) {
        var cost = 0.0;
        var from = 0;
        for (var place : places) {
            cost += cost(Stretch.of(sums, from, place, Segmenter.SLOPE_PENALTY));
            from = place;
        }
        return cost + cost(Stretch.of(sums, from, sums.size(), Segmenter.SLOPE_PENALTY));
    }

    private static double cost(Stretch stretch) {
        return stretch.residual() + (stretch.line() ? Segmenter.SLOPE_PENALTY : 0);
    }
}
