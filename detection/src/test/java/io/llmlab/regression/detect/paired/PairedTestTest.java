package io.llmlab.regression.detect.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedTestTest {

    private static final double CONFIDENCE = .95;

    /// A thousand items of which so many are lost and gained, the others alike.
    private static PairedScores answers(int lost, int gained) {
        var before = new double[1_000];
        var after = new double[1_000];
        Arrays.fill(before, 0, 700, 1);
        Arrays.fill(after, 0, 700, 1);
        for (var item = 0; item < lost; item++) {
            after[item] = 0;
        }
        for (var item = 0; item < gained; item++) {
            after[700 + item] = 1;
        }
        return PairedScores.of(before, after);
    }

    /// McNemar's mid-p of 35 and 10, by SciPy: 0.000156417208529547; Bonett and Price's interval of (10 - 35) /
    /// 1000, by hand: -25/1002 -+ 1.959964 * sqrt((36/1002 + 11/1002 - (25/1002)^2) / 1002)
    @Test
    void comparesRightAndWrongAnswers() {
        var test = PairedTest.of(answers(35, 10), CONFIDENCE);

        assertThat(test.test()).isEqualTo("mcnemar_mid_p");
        assertThat(test.difference()).isCloseTo(-.025, within(1e-12));
        assertThat(test.twoSided()).isCloseTo(0.000156417208529547, within(1e-9));
        var reach = 1.959963984540054 * Math.sqrt((36.0 / 1002 + 11.0 / 1002 - Math.pow(25.0 / 1002, 2)) / 1002);
        assertThat(test.low()).isCloseTo(-25.0 / 1002 - reach, within(1e-7));
        assertThat(test.high()).isCloseTo(-25.0 / 1002 + reach, within(1e-7));
        assertThat(test.lost()).isEqualTo(35);
        assertThat(test.gained()).isEqualTo(10);
    }

    /// A fall from 80 to 77.5 % on the same 1,000 items, 35 lost and 10 gained on average: seen at 1 % in 88 of
    /// 100 cases.
    @Test
    void seesASmallFallOnTheSameItems() {
        var random = new Random(3);
        var repeats = 4_000;
        var seen = 0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var lost = count(random, 800, 35.0 / 800);
            var gained = count(random, 200, 10.0 / 200);
            seen += PairedTest.of(answers(lost, gained), CONFIDENCE).twoSided() <= .01 ? 1 : 0;
        }
        assertThat(seen / (double) repeats).isGreaterThanOrEqualTo(.88);
    }

    /// Without a change a p-value of at most 5 % comes in at most 5 of 100 cases.
    @Test
    void keepsItsErrorRate() {
        var random = new Random(4);
        var repeats = 4_000;
        var wrong = 0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var test = PairedTest.of(answers(count(random, 700, .04), count(random, 300, .04 * 7 / 3)), CONFIDENCE);
            wrong += test.twoSided() <= .05 ? 1 : 0;
        }
        assertThat(wrong / (double) repeats).isLessThan(.05 + 2 * Math.sqrt(.05 * .95 / repeats));
    }

    private static int count(Random random, int items, double share) {
        return (int) IntStream.range(0, items)
                .filter(item -> random.nextDouble() < share)
                .count();
    }

    @Test
    void comparesGradedScoresBySigns() {
        var test = PairedTest.of(
                PairedScores.of(new double[] {.5, .7, .9, .3, .6}, new double[] {.4, .5, .6, .35, .35}), CONFIDENCE);

        assertThat(test.test()).isEqualTo("sign_flip");
        assertThat(test.difference()).isCloseTo(-.16, within(1e-12));
        // Of 32 ways 2 have a sum so low: all negative, and the one seen.
        assertThat(test.ofLoss()).isEqualTo(2 / 32.0);
    }

    /// Ten questions on each of twenty texts, and each text moves as a whole: items alone would make a change of
    /// it.
    @Test
    void takesItemsOfOneGroupForOnePieceOfEvidence() {
        var random = new Random(6);
        var repeats = 400;
        var wrong = 0;
        var naive = 0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var before = new double[200];
            var after = new double[200];
            var groups = new int[200];
            for (var item = 0; item < 200; item++) {
                groups[item] = item / 10;
                after[item] = (item % 10 == 0 ? random.nextGaussian() : after[item - 1]);
            }
            wrong += PairedTest.of(new PairedScores(before, after, groups), CONFIDENCE)
                                    .twoSided()
                            <= .05
                    ? 1
                    : 0;
            naive += PairedTest.of(PairedScores.of(before, after), CONFIDENCE).twoSided() <= .05 ? 1 : 0;
        }
        assertThat(naive).isGreaterThan(100);
        assertThat(wrong / (double) repeats).isLessThan(.05 + 3 * Math.sqrt(.05 * .95 / repeats));
    }

    @Test
    void refusesTooFewItems() {
        assertThatThrownBy(() -> PairedTest.of(PairedScores.of(new double[4], new double[4]), CONFIDENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 items");
    }
}
