package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.List;
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

    /// @param units items, or clusters of them
    static Exchange of(List<Answers> units) {
        var moving = units.stream().filter(unit -> unit.variance() > ROUNDING).toList();
        if (moving.isEmpty()) {
            return new Exchange("none_differs", 1, 1);
        }
        var isClustered = units.stream().anyMatch(unit -> unit.items() > 1);
        if (moving.size() <= EXACT && moving.stream().allMatch(Answers::isCounted)) {
            return exact(isClustered ? "cluster_exchange_mid_p" : ofItems(moving), moving);
        }
        if (isClustered) {
            return moving.size() <= DRAWN_CLUSTERS
                    ? drawn("cluster_exchange_of_scores", moving)
                    : normal("cluster_exchange_z", moving);
        }
        return moving.size() <= DRAWN ? drawn("exchange_of_scores", moving) : normal("mantel_haenszel_z", moving);
    }

    private static String ofItems(List<Answers> items) {
        return items.stream().allMatch(item -> item.before().length == 1) ? "mcnemar_mid_p" : "mantel_haenszel_mid_p";
    }

    private static Exchange exact(String test, List<Answers> units) {
        var chances = new double[] {1};
        for (var unit : units) {
            chances = sum(chances, unit);
        }
        var seen = (int) units.stream().mapToDouble(Answers::now).sum();
        var below = 0.0;
        var above = 0.0;
        for (var sum = 0; sum < chances.length; sum++) {
            below += sum < seen ? chances[sum] : 0;
            above += sum > seen ? chances[sum] : 0;
        }
        return new Exchange(test, Math.min(1, below + chances[seen] / 2), Math.min(1, above + chances[seen] / 2));
    }

    /// How likely each sum is once this unit's draw is added.
    private static double[] sum(double[] chances, Answers unit) {
        var draws = draws(unit);
        var sums = new double[chances.length + unit.items()];
        for (var count = 0; count < draws.length; count++) {
            if (draws[count] > 0) {
                for (var sum = 0; sum < chances.length; sum++) {
                    sums[sum + count] += chances[sum] * draws[count];
                }
            }
        }
        return sums;
    }

    /// How likely each count of right answers is: several runs mostly have the same.
    private static double[] draws(Answers unit) {
        var times = new int[unit.items() + 1];
        times[(int) unit.now()]++;
        for (var count : unit.before()) {
            times[(int) count]++;
        }
        return Arrays.stream(times)
                .mapToDouble(count -> count / (unit.before().length + 1.0))
                .toArray();
    }

    private static Exchange drawn(String test, List<Answers> items) {
        var random = new SplittableRandom(SEED);
        var seen = items.stream().mapToDouble(Answers::now).sum();
        var lower = 1;
        var higher = 1;
        for (var draw = 0; draw < DRAWS; draw++) {
            var sum = 0.0;
            for (var item : items) {
                var any = random.nextInt(item.before().length + 1);
                sum += any == item.before().length ? item.now() : item.before()[any];
            }
            lower += sum <= seen + ROUNDING ? 1 : 0;
            higher += sum >= seen - ROUNDING ? 1 : 0;
        }
        return new Exchange(test, (double) lower / (DRAWS + 1), (double) higher / (DRAWS + 1));
    }

    private static Exchange normal(String test, List<Answers> items) {
        var beyond =
                items.stream().mapToDouble(item -> item.now() - item.overall()).sum();
        var error = Math.sqrt(items.stream().mapToDouble(Answers::variance).sum());
        var below = new NormalDistribution().cumulativeProbability(beyond / error);
        return new Exchange(test, below, new NormalDistribution().cumulativeProbability(-beyond / error));
    }
}
