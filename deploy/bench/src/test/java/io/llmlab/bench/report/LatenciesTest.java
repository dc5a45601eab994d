package io.llmlab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void takesThePercentileByNearestRank() {
        var latencies = Latencies.of(IntStream.rangeClosed(1, 200)
                .mapToDouble(millis -> 201 - millis)
                .toArray());

        assertThat(latencies.percentile(.5)).isEqualTo(100);
        assertThat(latencies.percentile(.99)).isEqualTo(198);
        assertThat(latencies.percentile(1)).isEqualTo(200);
    }

    @Test
    void countsWhatNeverCameAsTheSlowest() {
        var latencies = Latencies.between(new long[] {1_000_000, 1_000_000}, new long[] {0, 3_500_000});

        assertThat(latencies.percentile(.5)).isEqualTo(2.5);
        assertThat(latencies.percentile(.99)).isInfinite();
        assertThat(latencies.came()).isEqualTo(50);
    }
}
