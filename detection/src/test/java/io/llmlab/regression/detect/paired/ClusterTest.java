package io.llmlab.regression.detect.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Items that belong together are one piece of evidence.
class ClusterTest {

    private static final int CLUSTERS = 30;
    private static final int SIZE = 10;
    private static final int TRIALS = 400;

    private static ItemScores run(long[] clusters, double... scores) {
        return new ItemScores(LongStream.range(0, scores.length).toArray(), scores, clusters);
    }

    /// Ten questions on each of thirty texts: in each run each text goes well or badly by a chance of its own,
    /// and with it all questions on it. Nothing changes from run to run.
    private static ItemScores stable(Random random, boolean isGraded, boolean isToldClusters) {
        var scores = new double[CLUSTERS * SIZE];
        for (var item = 0; item < scores.length; item += SIZE) {
            var chance = random.nextDouble();
            for (var place = item; place < item + SIZE; place++) {
                scores[place] = isGraded ? chance + .1 * random.nextDouble() : random.nextDouble() < chance ? 1 : 0;
            }
        }
        var clusters =
                IntStream.range(0, scores.length).mapToLong(item -> item / SIZE).toArray();
        return run(isToldClusters ? clusters : new long[0], scores);
    }

    private static int calls(
            int runs, boolean isGraded, boolean isTold, double level, ToDoubleFunction<ItemLook> chance) {
        var random = new Random(20_261_128);
        return (int) IntStream.range(0, TRIALS)
                .filter(_ -> {
                    var before = IntStream.range(0, runs)
                            .mapToObj(_ -> stable(random, isGraded, isTold))
                            .toList();
                    var newest = stable(random, isGraded, isTold);
                    return chance.applyAsDouble(
                                    ItemLook.at(new ItemHistory(newest, before)).orElseThrow())
                            <= level;
                })
                .count();
    }

    /// Each bound is that of a binomial number: a test that just keeps its level fails it with one choice of
    /// seeds in a thousand. Told nothing of clusters, the same data break it.
    @ParameterizedTest
    @CsvSource({"1, false, .05", "1, true, .05", "2, false, .01", "2, false, .2", "2, true, .05", "5, false, .05"})
    void keepsItsLevelWhereItemsStandAndFallTogether(int runs, boolean isGraded, double level) {
        var most = new BinomialDistribution(null, TRIALS, level).inverseCumulativeProbability(.999);

        assertThat(calls(runs, isGraded, true, level, ItemLook::ofLoss)).isLessThanOrEqualTo(most);
        assertThat(calls(runs, isGraded, true, level, ItemLook::ofGain)).isLessThanOrEqualTo(most);
        if (runs < RunSpread.LEAST_RUNS) {
            assertThat(calls(runs, isGraded, false, level, ItemLook::ofLoss)).isGreaterThan(most);
        }
    }

    /// Three items of one cluster with two right answers fewer, two of another with one fewer: of the four ways
    /// to exchange whole clusters one has a sum so low, and counts half.
    @Test
    void exchangesWholeClusters() {
        var clusters = new long[] {7, 7, 7, 9, 9};
        var before = run(clusters, 1, 1, 1, 1, 1);
        var newest = run(clusters, 0, 0, 1, 0, 1);

        var look = ItemLook.at(new ItemHistory(newest, List.of(before))).orElseThrow();

        assertThat(look.test()).isEqualTo("cluster_exchange_mid_p");
        assertThat(look.items()).isEqualTo(5);
        assertThat(look.clusters()).isEqualTo(2);
        assertThat(look.ofLoss()).isCloseTo(1 / 4.0 / 2, within(1e-12));
        assertThat(look.ofGain()).isCloseTo(1 - 1 / 4.0 / 2, within(1e-12));
        assertThat(look.now() - look.before()).isCloseTo(-.6, within(1e-12));
    }

    @Test
    void isTheTestOverItemsWhereEachIsAClusterOfItsOwn() {
        var random = new Random(5);
        var before = stable(random, false, false);
        var newest = stable(random, false, false);
        var alone = new ItemScores(newest.keys(), newest.scores(), newest.keys());

        var told = ItemLook.at(new ItemHistory(alone, List.of(before))).orElseThrow();
        var untold = ItemLook.at(new ItemHistory(newest, List.of(before))).orElseThrow();

        assertThat(told.test()).isEqualTo("mcnemar_mid_p");
        assertThat(told.ofLoss()).isEqualTo(untold.ofLoss());
        assertThat(told.clusters()).isEqualTo(untold.items());
    }

    /// A run that was asked nine of ten items of a cluster has no sum that compares with those of the others.
    @Test
    void leavesOutWhatOneOfTheRunsDidNotAnswer() {
        var clusters = new long[] {7, 7, 7, 7, 7, 9, 9, 9, 9, 9};
        var before = run(clusters, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        var another = new ItemScores(
                LongStream.range(1, 10).toArray(),
                IntStream.range(1, 10).mapToDouble(_ -> 1).toArray());
        var newest = run(clusters, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);

        var look =
                ItemLook.at(new ItemHistory(newest, List.of(before, another))).orElseThrow();

        assertThat(look.test()).isEqualTo("none_differs");
        assertThat(look.lost()).isEqualTo(1);
    }

    @Test
    void comparesTwoRunsByClustersToo() {
        var clusters = new long[] {7, 7, 7, 9, 9};
        var shared = SharedItems.of(run(clusters, 1, 1, 1, 1, 1), run(clusters, 0, 0, 1, 0, 1));

        var test = PairedTest.of(shared.scores(), .95);

        assertThat(test.test()).isEqualTo("sign_flip");
        assertThat(test.ofLoss()).isEqualTo(1 / 4.0);
    }
}
