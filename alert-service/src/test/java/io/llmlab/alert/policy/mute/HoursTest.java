package io.llmlab.alert.policy.mute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 2026-11-23 is a Monday. In Berlin clocks are put forward on 2027-03-28 and back on 2026-10-25.
class HoursTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 22 * * *     | 540   | Europe/Berlin | 2026-11-23T20:59:59Z | none
            0 22 * * *     | 540   | Europe/Berlin | 2026-11-23T21:00:00Z | 2026-11-24T06:00:00Z
            0 22 * * *     | 540   | Europe/Berlin | 2026-11-24T05:59:59Z | 2026-11-24T06:00:00Z
            0 22 * * *     | 540   | Europe/Berlin | 2026-11-24T06:00:00Z | none
            # the night is an hour shorter, and an hour longer, and ends at seven all the same
            0 22 * * *     | 540   | Europe/Berlin | 2027-03-28T04:59:59Z | 2027-03-28T05:00:00Z
            0 22 * * *     | 540   | Europe/Berlin | 2027-03-28T05:00:00Z | none
            0 22 * * *     | 540   | Europe/Berlin | 2026-10-25T05:59:59Z | 2026-10-25T06:00:00Z
            0 22 * * *     | 540   | Europe/Berlin | 2026-10-25T06:00:00Z | none
            # the weekend
            0 18 * * fri   | 3720  | UTC           | 2026-11-27T17:59:59Z | none
            0 18 * * fri   | 3720  | UTC           | 2026-11-29T12:00:00Z | 2026-11-30T08:00:00Z
            0 18 * * fri   | 3720  | UTC           | 2026-11-30T08:00:00Z | none
            # nights that follow a working day, 0 is Monday
            0 22 * * 0-4   | 540   | UTC           | 2026-11-28T02:00:00Z | 2026-11-28T07:00:00Z
            0 22 * * 0-4   | 540   | UTC           | 2026-11-28T23:00:00Z | none
            # the first week of each month
            0 0 1 * *      | 10080 | UTC           | 2026-12-07T23:59:59Z | 2026-12-08T00:00:00Z
            0 0 1 * *      | 10080 | UTC           | 2026-12-08T00:00:00Z | none
            # ten minutes of each hour
            30 * * * *     | 10    | Asia/Kathmandu | 2026-11-23T12:50:00Z | 2026-11-23T12:55:00Z
            30 * * * *     | 10    | Asia/Kathmandu | 2026-11-23T12:55:00Z | none
            """)
    void knowsWhenTheyAreOver(String cron, int minutes, String zone, Instant now, String end) {
        assertThat(Hours.of(cron, minutes, zone).endOfThoseAt(now))
                .isEqualTo(end.equals("none") ? Optional.empty() : Optional.of(Instant.parse(end)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *      | 1
            0 * * * *      | 60
            0 22 * * *     | 1440
            0 0 * * sat,sun | 1440
            """)
    void mustLeaveAGap(String cron, int minutes) {
        var hours = Hours.of(cron, minutes, "UTC");

        var refused =
                catchThrowableOfType(Invalid.class, () -> hours.requireGaps(Instant.parse("2026-11-23T12:00:00Z")));

        assertThat(refused.errors().getFirst().pointer()).isEqualTo("/duration_minutes");
        assertThat(refused.errors().getFirst().detail()).startsWith("must end before the next start: 2026-11-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 * * * *      | 59
            0 22 * * *     | 1439
            0 0 * * sat    | 2880
            """)
    void mayLeaveASmallGap(String cron, int minutes) {
        assertThatCode(() -> Hours.of(cron, minutes, "UTC").requireGaps(Instant.parse("2026-11-23T12:00:00Z")))
                .doesNotThrowAnyException();
    }
}
