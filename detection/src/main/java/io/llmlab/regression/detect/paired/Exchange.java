package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/// Without a change the newest score of an item could as well have been any other of its scores: how likely
/// is then a sum of the newest scores so low, or so high?
///
/// Right or wrong: exactly, as a sum of independent draws (mid-p); with one run before this is McNemar's test.
/// Graded scores: by drawing with a fixed seed. From many items on: the normal distribution with the same
/// mean and variance.
///
/// Items of one cluster are no independent evidence, so that whole clusters are exchanged: a cluster's newest
/// answers could as well have been all those of any other run. With one run before, this flips the signs of the
/// clusters' summed differences.
///
/// Source: N. Mantel and W. Haenszel, "Statistical aspects of the analysis of data from retrospective studies of
/// disease", J. Natl. Cancer Inst. 22 (1959), each item being a stratum; N. A. Obuchowski, "On the comparison of
/// correlated proportions for clustered data", Stat. Med. 17 (1998), and M. Gail et al., "On design
/// considerations and randomization-based inference for community intervention trials", Stat. Med. 15 (1996),
/// for clusters.
///
/// @param ofLoss chance of a sum at least so low without a change
/// @param ofGain chance of a sum at least so high
record Exchange(String test, double ofLoss, double ofGain) {

    private static final int EXACT = 400;
    private static final int DRAWN = 30;

    /// Clusters differ in size, so that their sum is normal later.
    private static final int DRAWN_CLUSTERS = 200;

    private static final int DRAWS = 20_000;
    private static final long SEED = 20_260_101;
    private static final double ROUNDING = 1e-9;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /// @param units items, or clusters of them
    static Exchange of(Answers units) {
        var moving = units.those(unit -> units.variance(unit) > ROUNDING);
        if (moving.length == 0) {
            return new Exchange("none_differs", 1, 1);
        }
        var isClustered = units.those(unit -> units.items(unit) > 1).length > 0;
        if (moving.length <= EXACT && Arrays.stream(moving).allMatch(units::isCounted)) {
            return exact(isClustered ? "cluster_exchange_mid_p" : ofItems(units, moving), units, moving);
        }
        if (isClustered) {
            return moving.length <= DRAWN_CLUSTERS
                    ? drawn("cluster_exchange_of_scores", units, moving)
                    : normal("cluster_exchange_z", units, moving);
        }
        return moving.length <= DRAWN
                ? drawn("exchange_of_scores", units, moving)
                : normal("mantel_haenszel_z", units, moving);
    }

    private static String ofItems(Answers items, int[] moving) {
        return Arrays.stream(moving).allMatch(item -> items.runs(item) == 1)
                ? "mcnemar_mid_p"
                : "mantel_haenszel_mid_p";
    }

    private static Exchange exact(String test, Answers units, int[] moving) {
        var sums = new SumOfCounts(Arrays.stream(moving).map(units::items).sum());
        var seen = 0;
        for (var unit : moving) {
            sums.add(draws(units.scores(unit), units.items(unit)));
            seen += (int) units.now(unit);
        }
        var half = sums.chanceOf(seen) / 2;
        return new Exchange(
                test, Math.min(1, sums.chanceBelow(seen) + half), Math.min(1, sums.chanceAbove(seen) + half));
    }

    /// How likely each count of right answers is: several runs mostly have the same.
    private static double[] draws(double[] counts, int items) {
        var draws = new double[items + 1];
        for (var count : counts) {
            draws[(int) count]++;
        }
        for (var count = 0; count < draws.length; count++) {
            draws[count] /= counts.length;
        }
        return draws;
    }

    private static Exchange drawn(String test, Answers units, int[] moving) {
        var random = new SplittableRandom(SEED);
        var scores = Arrays.stream(moving).mapToObj(units::scores).toArray(double[][]::new);
        var seen = Arrays.stream(moving).mapToDouble(units::now).sum();
        var lower = 1;
        var higher = 1;
        for (var draw = 0; draw < DRAWS; draw++) {
            var sum = 0.0;
            for (var ofUnit : scores) {
                sum += ofUnit[random.nextInt(ofUnit.length)];
            }
            lower += sum <= seen + ROUNDING ? 1 : 0;
            higher += sum >= seen - ROUNDING ? 1 : 0;
        }
        return new Exchange(test, (double) lower / (DRAWS + 1), (double) higher / (DRAWS + 1));
    }

    private static Exchange normal(String test, Answers units, int[] moving) {
        var beyond = 0.0;
        var variance = 0.0;
        for (var unit : moving) {
            beyond += units.now(unit) - units.overall(unit);
            variance += units.variance(unit);
        }
        var error = Math.sqrt(variance);
        return new Exchange(
                test, NORMAL.cumulativeProbability(beyond / error), NORMAL.cumulativeProbability(-beyond / error));
    }
}
