package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.notify.Retries.Next.Again;
import io.llmlab.alert.notify.Retries.Next.GivenUp;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

    private static final Retries RETRIES =
            new Retries(Duration.ofSeconds(2), Duration.ofMinutes(10), 40, Duration.ofHours(6));

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "2, 2, 4", "5, 16, 32", "20, 300, 600", "39, 300, 600"})
    void waitsTwiceAsLongEachTimeUpToTheSlowest(int attempts, long least, long most) {
        for (var seed = 0; seed < 50; seed++) {
            var next = (Again) RETRIES.after(attempts, Duration.ZERO, null, new Random(seed));

            assertThat(next.after()).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
        }
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        assertThat(again(Duration.ofMinutes(5)))
                .isEqualTo(new Again(Duration.ofMinutes(5), Duration.ofMinutes(5), null));
        assertThat(again(Duration.ofHours(23))).isEqualTo(new Again(Duration.ofHours(23), Duration.ofHours(23), null));
        assertThat(again(Duration.ZERO).after()).isPositive();
        assertThat(again(Duration.ZERO).hold()).isZero();
    }

    @Test
    void waitsNoLongerThanADayAndSaysSo() {
        assertThat(again(Duration.ofDays(300)))
                .isEqualTo(new Again(
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        "the receiver asked for 7200 hours and is left alone for 24"));
    }

    @Test
    void doesNotGiveUpOnAReceiverThatAsksForAWait() {
        var hours = Duration.ofHours(7);

        assertThat(RETRIES.after(40, Duration.ofHours(6), hours, new Random(1)))
                .isEqualTo(new Again(hours, hours, null));
    }

    @Test
    void leavesTheReceiverAloneForAShortWaitAndTheDeliveryForItsBackOff() {
        var next = (Again) RETRIES.after(20, Duration.ofHours(6), Duration.ofSeconds(30), new Random(1));

        assertThat(next.hold()).isEqualTo(Duration.ofSeconds(30));
        assertThat(next.after()).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(600));
    }

    @Test
    void givesUpAfterSoManyAttemptsOrSoLong() {
        assertThat(RETRIES.after(40, Duration.ZERO, null, new Random(1)))
                .isEqualTo(new GivenUp("given up after 40 attempts"));
        assertThat(RETRIES.after(3, Duration.ofHours(6), null, new Random(1)))
                .isEqualTo(new GivenUp("given up after 360 minutes"));
    }

    @Test
    void readsSecondsAndDates() {
        var now = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(RetryAfter.read("120", now)).contains(Duration.ofSeconds(120));
        assertThat(RetryAfter.read("Mon, 23 Nov 2026 12:01:00 GMT", now)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.read("Mon, 23 Nov 2026 11:00:00 GMT", now)).contains(Duration.ZERO);
        assertThat(RetryAfter.read(null, now)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
    void ignoresWhatMakesNoSense(String header) {
        assertThat(RetryAfter.read(header, Instant.EPOCH)).isEmpty();
    }

    private static Again again(Duration asked) {
        return (Again) RETRIES.after(1, Duration.ZERO, asked, new Random(1));
    }
}
