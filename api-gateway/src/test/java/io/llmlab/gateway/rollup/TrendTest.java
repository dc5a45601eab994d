package io.llmlab.gateway.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static Trend of(double... values) {
        return Trend.of(IntStream.range(0, values.length)
                .mapToObj(day -> Moments.of(START.plus(Duration.ofDays(day)), values[day]))
                .reduce(Moments::plus)
                .orElseThrow());
    }

    /// `scipy.stats.linregress(range(6), y)`: rvalue -0.9220179477747357, pvalue 0.008884688457602565
    @Test
    void goesDownWhereTheLineDoes() {
        var trend = of(.5, .52, .49, .47, .46, .43);

        assertThat(trend.direction()).isEqualTo(TrendDirection.DOWN);
        assertThat(trend.strength()).isCloseTo(.9220179477747357, within(1e-9));
    }

    @Test
    void goesUpOnALineWithoutNoise() {
        assertThat(of(1, 2, 3)).isEqualTo(new Trend(TrendDirection.UP, 1));
    }

    @Test
    void isStableWhereTheSlopeMayBeChance() {
        assertThat(of(.5, .52, .49, .51).direction()).isEqualTo(TrendDirection.STABLE);
    }

    @Test
    void isStableForAConstantAndForFewValues() {
        assertThat(of(.1, .1, .1, .1, .1)).isEqualTo(new Trend(TrendDirection.STABLE, 0));
        assertThat(of(0, 0, 0)).isEqualTo(new Trend(TrendDirection.STABLE, 0));
        assertThat(of(1, 2)).isEqualTo(new Trend(TrendDirection.STABLE, 0));
    }

    @Test
    void isStableWhereAllValuesAreOfOneMoment() {
        var moments = Moments.of(START, 1).plus(Moments.of(START, 2)).plus(Moments.of(START, 3));

        assertThat(Trend.of(moments)).isEqualTo(new Trend(TrendDirection.STABLE, 0));
    }
}
