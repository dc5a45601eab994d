package io.llmlab.regression.detect.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class SumOfCountsTest {

    @Test
    void isBinomialWhereEachCountIsOneOrNone() {
        var sums = new SumOfCounts(30);

        for (var draw = 0; draw < 30; draw++) {
            sums.add(new double[] {.7, .3});
        }

        var binomial = new BinomialDistribution(null, 30, .3);
        for (var sum = 0; sum <= 30; sum++) {
            assertThat(sums.chanceOf(sum)).isCloseTo(binomial.probability(sum), within(1e-14));
            assertThat(sums.chanceBelow(sum)).isCloseTo(binomial.cumulativeProbability(sum - 1), within(1e-14));
            assertThat(sums.chanceAbove(sum)).isCloseTo(1 - binomial.cumulativeProbability(sum), within(1e-14));
        }
    }

    /// Of 12 ways: 0 in 1, 1 in 3, 2 in 4, 3 in 3, 4 in 1.
    @Test
    void addsLargerCountsToo() {
        var sums = new SumOfCounts(4);

        sums.add(new double[] {.5, .5});
        sums.add(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0});
        sums.add(new double[] {.5, .5});

        assertThat(sums.chanceOf(0)).isCloseTo(1 / 12.0, within(1e-15));
        assertThat(sums.chanceOf(2)).isCloseTo(4 / 12.0, within(1e-15));
        assertThat(sums.chanceBelow(2)).isCloseTo(4 / 12.0, within(1e-15));
        assertThat(sums.chanceAbove(3)).isCloseTo(1 / 12.0, within(1e-15));
    }
}
