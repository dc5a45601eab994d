package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.paired.PairedTest;
import io.llmlab.regression.detect.paired.SharedItems;
import io.llmlab.regression.detect.scale.Family;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/// Two runs that answered the same 1,000 items, of which the first had 800 right.
///
/// @param lost how many of these are wrong in the second run, on average
/// @param gained how many of the others are right, on average
public record SameItems(double lost, double gained) {

    /// 80 % become 77.5 %.
    public static final SameItems WORSE = new SameItems(35, 10);

    /// As many items change, and the share stays.
    public static final SameItems STABLE = new SameItems(22.5, 22.5);

    private static final int ITEMS = 1_000;
    private static final int RIGHT = 800;
    private static final long[] KEYS = LongStream.range(0, ITEMS).toArray();
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /// How often the items say that something changed, two-sided.
    public Rate calledByItems(double level, int pairs) {
        return Trials.count(pairs, number -> {
            var shared = SharedItems.of(first(), second(number));
            return Rate.ofOne(PairedTest.of(shared.scores(), .95).twoSided() <= level);
        });
    }

    /// The same by the two shares alone, with the pooled z test for two proportions.
    public Rate calledByShares(double level, int pairs) {
        return Trials.count(pairs, number -> {
            var before = first().mean();
            var now = second(number).mean();
            var pooled = (before + now) / 2;
            var statistic = Math.abs(now - before) / Math.sqrt(2 * pooled * (1 - pooled) / ITEMS);
            return Rate.ofOne(2 * NORMAL.cumulativeProbability(-statistic) <= level);
        });
    }

    /// How often `auto` with its default settings, floor 0, calls the second run of a series worse.
    public Rate calledByAuto(int pairs) {
        var auto = Usual.method("auto");
        return Trials.count(
                pairs,
                number -> Rate.ofOne(
                        auto.detect(window(second(number)), Usual.SETTINGS, Direction.HIGHER_IS_BETTER)
                                instanceof Regressed));
    }

    /// How often the p-value of `paired_samples` is at most so large.
    public Rate chance(Direction direction, double atMost, int pairs) {
        var paired = Usual.method("paired_samples");
        return Trials.count(pairs, number -> {
            var outcome = (Measured) paired.detect(window(second(number)), Usual.SETTINGS, direction);
            var chance = outcome.measurement().pValue();
            return Rate.ofOne(chance != null && chance <= atMost);
        });
    }

    private static Window window(ItemScores newest) {
        return new Window(
                        new double[0],
                        new double[0],
                        new double[] {first().mean(), newest.mean()},
                        0,
                        new int[] {ITEMS, ITEMS},
                        Family.PROPORTION)
                .with(new ItemHistory(newest, List.of(first())));
    }

    private static ItemScores first() {
        return new ItemScores(
                KEYS,
                IntStream.range(0, ITEMS)
                        .mapToDouble(item -> item < RIGHT ? 1 : 0)
                        .toArray());
    }

    private ItemScores second(int number) {
        var random = Trials.random("items " + lost + gained, number);
        return new ItemScores(
                KEYS,
                IntStream.range(0, ITEMS)
                        .mapToDouble(item -> answer(random, item))
                        .toArray());
    }

    private double answer(Random random, int item) {
        var right = item < RIGHT ? random.nextDouble() >= lost / RIGHT : random.nextDouble() < gained / (ITEMS - RIGHT);
        return right ? 1 : 0;
    }
}
