package io.llmlab.gateway.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(7);

    private static double[] noise(long seed, int count) {
        var random = new Random(seed);
        return IntStream.range(0, count)
                .mapToDouble(at -> .7 + .001 * at + .1 * random.nextGaussian())
                .toArray();
    }

    private static Moments of(double[] values, int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(at -> Moments.of(START.plus(STEP.multipliedBy(at)), values[at]))
                .reduce(Moments::plus)
                .orElseThrow();
    }

    @Test
    void equalWhatTwoPassesOverTheValuesGive() {
        var values = noise(1, 500);
        var line = new SimpleRegression();
        IntStream.range(0, values.length).forEach(at -> line.addData(STEP.toSeconds() * at, values[at]));

        var moments = of(values, 0, values.length);

        assertThat(moments.count()).isEqualTo(500);
        assertThat(moments.mean()).isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-14));
        assertThat(moments.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(moments.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
        assertThat(moments.deviation()).isCloseTo(new StandardDeviation().evaluate(values), withinPercentage(1e-9));
        assertThat(Trend.of(moments).strength()).isCloseTo(Math.abs(line.getR()), withinPercentage(1e-6));
        assertThat(Trend.of(moments).direction()).isEqualTo(TrendDirection.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 250, 498, 499})
    void areTheSameHoweverTheValuesAreDivided(int first) {
        var values = noise(2, 500);
        var whole = of(values, 0, 500);

        var merged = of(values, 0, first).plus(of(values, first, 500));

        assertThat(merged.count()).isEqualTo(500);
        assertThat(merged.mean()).isCloseTo(whole.mean(), withinPercentage(1e-10));
        assertThat(merged.squares()).isCloseTo(whole.squares(), withinPercentage(1e-9));
        assertThat(merged.products()).isCloseTo(whole.products(), withinPercentage(1e-5));
    }

    /// Where the mean is large beside the spread, a sum of squares less the square of the sum has no digit left.
    @Test
    void keepASmallSpreadOfLargeNumbers() {
        var values = IntStream.range(0, 1_000).mapToDouble(at -> 1e9 + at % 2).toArray();

        assertThat(of(values, 0, 1_000).deviation()).isCloseTo(Math.sqrt(.25 * 1_000 / 999), withinPercentage(1e-6));
    }

    @Test
    void haveNoDeviationOfASingleValue() {
        assertThat(Moments.of(START, .5).deviation()).isNaN();
    }
}
