package io.llmlab.regression.detect.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ItemLookTest {

    private static final int ITEMS = 1000;

    private static ItemScores run(IntToDoubleFunction score) {
        return new ItemScores(
                LongStream.range(0, ITEMS).toArray(),
                IntStream.range(0, ITEMS).mapToDouble(score).toArray());
    }

    private static ItemScores rightUpTo(int until) {
        return run(item -> item < until ? 1 : 0);
    }

    /// Items from hopeless to certain, each answered by its own chance; the run's day moves all chances.
    private static ItemScores chancy(Random random, double day) {
        return run(item -> random.nextDouble() < 2.0 * item / ITEMS + day ? 1 : 0);
    }

    private static ItemLook look(ItemScores newest, List<ItemScores> before) {
        return ItemLook.at(new ItemHistory(newest, before)).orElseThrow();
    }

    @Test
    void isMcNemarsTestWithOneRunBefore() {
        var before = rightUpTo(800);
        var newest = run(item -> item >= 35 && item < 810 ? 1 : 0);

        var look = look(newest, List.of(before));

        var reference = PairedTest.of(SharedItems.of(before, newest).scores(), .95);
        assertThat(look.test()).isEqualTo("mcnemar_mid_p");
        assertThat(look.lost()).isEqualTo(35);
        assertThat(look.gained()).isEqualTo(10);
        assertThat(look.lostItems(2)).containsExactly("0000000000000000", "0000000000000001");
        assertThat(look.gainedItems(2)).containsExactly("0000000000000320", "0000000000000321");
        assertThat(look.ofLoss()).isCloseTo(reference.ofLoss(), within(1e-12)).isLessThan(.0005);
        assertThat(look.ofGain()).isCloseTo(reference.ofGain(), within(1e-12));
        assertThat(look.now() - look.before()).isCloseTo(-.025, within(1e-12));
    }

    /// One draw of 1 + 5 scores each: an item lost against five right answers has chance 5/6 of being right.
    @Test
    void knowsWhatFiveRunsSayOfAnItem() {
        var before = rightUpTo(800);
        var newest = run(item -> item >= 2 && item < 800 ? 1 : 0);

        var look = look(newest, List.of(before, before, before, before, before));

        assertThat(look.runs()).isEqualTo(5);
        assertThat(look.ofLoss()).isCloseTo(1 / 36.0 / 2, within(1e-12));
        assertThat(look.ofGain()).isCloseTo(1 - 1 / 36.0 / 2, within(1e-12));
    }

    @Test
    void raisesNoMoreFalseAlarmsThanItSpends() {
        var random = new Random(20_261_124);
        for (var runs : List.of(1, 2, 5)) {
            var trials = 300;
            var alarms = IntStream.range(0, trials)
                    .filter(_ -> {
                        var before = IntStream.range(0, runs)
                                .mapToObj(_ -> chancy(random, 0))
                                .toList();
                        return look(chancy(random, 0), before).ofLoss() <= .05;
                    })
                    .count();
            // Three standard errors above 5 %.
            assertThat(alarms).as("with %d runs before", runs).isLessThanOrEqualTo(26);
        }
    }

    @Test
    void allowsForGoodAndBadDaysOfWholeRuns() {
        var random = new Random(7);
        var before = IntStream.range(0, 5)
                .mapToObj(run -> chancy(random, run % 2 == 0 ? .12 : -.12))
                .toList();
        var steady = IntStream.range(0, 5).mapToObj(_ -> chancy(random, 0)).toList();
        var newest = chancy(random, -.2);

        assertThat(look(newest, steady).ofLoss()).isLessThan(.0005);
        assertThat(look(newest, before).ofLoss()).isGreaterThan(.05);
    }

    @Test
    void looksAtGradedScoresToo() {
        var before = run(item -> .5 + item % 5 / 10.0);
        var lower = run(item -> .5 + item % 5 / 10.0 - (item % 3 == 0 ? .05 : 0));

        assertThat(look(lower, List.of(before)).ofLoss()).isLessThan(1e-6);
        assertThat(look(before, List.of(before)).ofLoss()).isEqualTo(1);
    }

    @Test
    void comparesWithRunsAloneThatShareEightyPercentOfTheItems() {
        var newest = rightUpTo(800);
        var other = new ItemScores(LongStream.range(201, 1201).toArray(), newest.scores());

        assertThat(ItemLook.at(new ItemHistory(newest, List.of(other)))).isEmpty();
        assertThat(look(newest, List.of(other, newest)).runs()).isEqualTo(1);
    }

    /// An item that one run did not answer has one chance less to be different: the lost one of two runs before is a
    /// draw
    /// of three, that of one run a draw of two.
    @Test
    void looksAtItemsThatARunLeftOut() {
        var before = rightUpTo(ITEMS);
        var shorter = new ItemScores(
                LongStream.range(1, ITEMS).toArray(),
                IntStream.range(1, ITEMS).mapToDouble(_ -> 1).toArray());
        var newest = run(item -> item < 2 ? 0 : 1);

        var look = look(newest, List.of(before, shorter));

        assertThat(look.runs()).isEqualTo(2);
        assertThat(look.lostItems(5)).containsExactly("0000000000000000", "0000000000000001");
        assertThat(look.ofLoss()).isCloseTo(1 / 2.0 / 3 / 2, within(1e-12));
        assertThat(look.before()).isEqualTo(1);
    }
}
