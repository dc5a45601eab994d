package io.llmlab.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void isTheSameEachTimeWhenFixed() {
        assertThat(samples(Latency.fixed(12.5)).distinct()).containsExactly(12.5);
    }

    @Test
    void staysWithinItsBoundsWhenUniform() {
        var samples =
                samples(new Latency(null, new Latency.Uniform(10, 30), null)).toArray();

        assertThat(DoubleStream.of(samples).boxed()).allMatch(sample -> sample >= 10 && sample <= 30);
        assertThat(DoubleStream.of(samples).average().orElseThrow()).isCloseTo(20, within(0.3));
    }

    @Test
    void hasTheGivenMedianAndPercentileWhenLogNormal() {
        var samples = samples(Latency.logNormal(200, 600)).sorted().toArray();

        assertThat(samples[samples.length / 2]).isCloseTo(200, within(10.0));
        assertThat(samples[samples.length * 95 / 100]).isCloseTo(600, within(40.0));
    }

    @Test
    void isDrawnAlikeFromTheSameSeed() {
        var latency = Latency.logNormal(5, 9);

        assertThat(latency.sample(new Random(3))).isEqualTo(latency.sample(new Random(3)));
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> new Latency(null, null, null)).hasMessageContaining("one of fixed");
        assertThatThrownBy(() -> Latency.fixed(-1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> new Latency.Uniform(3, 2)).hasMessageContaining("min <= max");
        assertThatThrownBy(() -> new Latency.LogNormal(3, 2)).hasMessageContaining("median <= p95");
    }

    private static DoubleStream samples(Latency latency) {
        var random = new Random(7);
        return IntStream.range(0, 10_000)
                .mapToDouble(_ -> latency.sample(random).toNanos() / 1e6);
    }
}
