package io.llmlab.gateway.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "HOUR, 2026-11-29T20:59:59.999999Z, 2026-11-29T20:00:00Z, 2026-11-29T21:00:00Z",
        "DAY, 2026-11-29T23:59:59.999999Z, 2026-11-29T00:00:00Z, 2026-11-30T00:00:00Z",
        "DAY, 2026-11-30T00:00:00Z, 2026-11-30T00:00:00Z, 2026-12-01T00:00:00Z",
        "WEEK, 2026-11-29T23:59:59Z, 2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "WEEK, 2026-11-30T00:00:00Z, 2026-11-30T00:00:00Z, 2026-12-07T00:00:00Z",
        "WEEK, 2027-01-02T12:00:00Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
        "MONTH, 2028-02-29T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "MONTH, 1969-12-31T23:59:59Z, 1969-12-01T00:00:00Z, 1970-01-01T00:00:00Z"
    })
    void holdsEachMomentInOnePeriodOfTheUtcCalendar(Period period, Instant at, Instant start, Instant end) {
        assertThat(period.startOf(at)).isEqualTo(start);
        assertThat(period.endOf(start)).isEqualTo(end);
        assertThat(period.startOf(start)).isEqualTo(start);
        assertThat(period.startOf(end)).isEqualTo(end);
    }
}
