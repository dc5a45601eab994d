package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "7,7000",
        "0,0",
        "1.5,1500",
        "'Mon, 23 Nov 2026 12:00:30 GMT',30000",
        "'Mon, 23 Nov 2026 11:00:00 GMT',0"
    })
    void readsWhatAnEndpointAsksFor(String header, long millis) {
        assertThat(RetryAfter.read(header, NOW)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "''", "99999999999999999999", "'Mon, 99 Nov 2026'"})
    void makesNothingOfAnUnreadableHeader(String header) {
        assertThat(RetryAfter.read(header, NOW)).isEmpty();
    }

    @Test
    void makesNothingOfNoHeader() {
        assertThat(RetryAfter.read(null, NOW)).isEmpty();
    }

    @Test
    void doublesThePauseWithJitterUpToTheLongest() {
        var pace = pace();
        for (var round = 0; round < 100; round++) {
            assertThat(pace.before(1, Optional.empty())).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
            assertThat(pace.before(3, Optional.empty())).isBetween(Duration.ofMillis(1000), Duration.ofMillis(2000));
            assertThat(pace.before(60, Optional.empty())).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        }
        assertThat(pace.beforeFirst()).isEqualTo(Duration.ZERO);
    }

    @Test
    void holdsEveryRequestBackForWhatTheEndpointAsksFor() {
        var pace = pace();
        assertThat(pace.before(1, Optional.of(Duration.ofSeconds(4))))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(pace.beforeFirst()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void waitsNoLongerThanTheLongestPause() {
        assertThat(pace().before(1, Optional.of(Duration.ofDays(1)))).isLessThan(Duration.ofSeconds(11));
    }

    private static Pace pace() {
        return new Pace(
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new SplittableRandom(7));
    }
}
