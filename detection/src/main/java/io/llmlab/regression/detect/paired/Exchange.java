package io.llmlab.regression.detect.paired;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/// Without a change the newest score of an item could as well have been any other of its scores: how likely is then
/// a sum of the newest scores so low, or so high?
///
/// Right or wrong: exactly, as a sum of independent draws (mid-p); with one run before this is McNemar's test.
/// Graded scores: by drawing with a fixed seed. From many items on: the normal distribution with the same mean and
/// variance.
///
/// Source: N. Mantel and W. Haenszel, "Statistical aspects of the analysis of data from retrospective studies of
/// disease", J. Natl. Cancer Inst. 22 (1959), each item being a stratum.
///
/// @param ofLoss chance of a sum at least so low without a change
/// @param ofGain chance of a sum at least so high
record Exchange(String test, double ofLoss, double ofGain) {

    private static final int EXACT = 400;
    private static final int DRAWN = 30;
    private static final int DRAWS = 20_000;
    private static final long SEED = 20_260_101;
    private static final double ROUNDING = 1e-9;

    static Exchange of(List<Answers> items) {
        var moving = items.stream().filter(item -> item.variance() > ROUNDING).toList();
        if (moving.isEmpty()) {
            return new Exchange("none_differs", 1, 1);
        }
        if (moving.size() <= EXACT && moving.stream().allMatch(Answers::isBinary)) {
            return exact(moving);
        }
        return moving.size() <= DRAWN ? drawn(moving) : normal(moving);
    }

    private static Exchange exact(List<Answers> items) {
        var chances = new double[items.size() + 1];
        chances[0] = 1;
        for (var item = 0; item < items.size(); item++) {
            var right = items.get(item).overall();
            for (var sum = item + 1; sum > 0; sum--) {
                chances[sum] = chances[sum] * (1 - right) + chances[sum - 1] * right;
            }
            chances[0] *= 1 - right;
        }
        var seen = (int) items.stream().filter(item -> item.now() == 1).count();
        var below = 0.0;
        var above = 0.0;
        for (var sum = 0; sum < chances.length; sum++) {
            below += sum < seen ? chances[sum] : 0;
            above += sum > seen ? chances[sum] : 0;
        }
        var test =
                items.stream().allMatch(item -> item.before().length == 1) ? "mcnemar_mid_p" : "mantel_haenszel_mid_p";
        return new Exchange(test, Math.min(1, below + chances[seen] / 2), Math.min(1, above + chances[seen] / 2));
    }

    private static Exchange drawn(List<Answers> items) {
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
        return new Exchange("exchange_of_scores", (double) lower / (DRAWS + 1), (double) higher / (DRAWS + 1));
    }

    private static Exchange normal(List<Answers> items) {
        var beyond =
                items.stream().mapToDouble(item -> item.now() - item.overall()).sum();
        var error = Math.sqrt(items.stream().mapToDouble(Answers::variance).sum());
        var below = new NormalDistribution().cumulativeProbability(beyond / error);
        return new Exchange(
                "mantel_haenszel_z", below, new NormalDistribution().cumulativeProbability(-beyond / error));
    }
}
