package io.llmlab.alert.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestPlanTest {

    @ParameterizedTest
    @CsvSource({
        // now, cron, zone, next
        "2026-11-29T12:00:00Z, 0 9 * * 0, UTC, 2026-11-30T09:00:00Z",
        "2026-11-30T09:00:00Z, 0 9 * * 0, UTC, 2026-12-07T09:00:00Z",
        "2026-11-29T12:00:00Z, 0 9 * * 0, Europe/Berlin, 2026-11-30T08:00:00Z",
        "2026-06-28T12:00:00Z, 0 9 * * 0, Europe/Berlin, 2026-06-29T07:00:00Z",
        "2026-11-29T12:00:00Z, 30 17 1 * *, UTC, 2026-12-01T17:30:00Z",
    })
    void comesByTheWallClock(Instant now, String cron, String zone, Instant next) {
        assertThat(DigestPlan.of("email", cron, zone, now).nextAt()).isEqualTo(next);
    }

    @Test
    void tellsOfTheTimeSinceTheLastOneForAMonthAtMost() {
        var monday = Instant.parse("2026-11-30T09:00:00Z");
        var first = DigestPlan.of("email", "0 9 * * 0", "UTC", Instant.parse("2026-11-29T12:00:00Z"));

        assertThat(first.since(monday)).isEqualTo("2026-11-23T09:00:00Z");
        var second = first.after(monday, monday);
        assertThat(second.since(second.nextAt())).isEqualTo(monday);
        var leftOut = second.after(Instant.parse("2027-03-01T12:00:00Z"), null);
        assertThat(leftOut.since(leftOut.nextAt())).isEqualTo("2027-02-05T09:00:00Z");
    }

    @Test
    void refusesWhatIsNoTime() {
        var now = Instant.parse("2026-11-29T12:00:00Z");

        assertThatThrownBy(() -> DigestPlan.of("email", "0 9 * * 9", "UTC", now))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/cron");
        assertThatThrownBy(() -> DigestPlan.of("email", "0 9 * * 0", "Mars/Base", now))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/time_zone");
    }
}
