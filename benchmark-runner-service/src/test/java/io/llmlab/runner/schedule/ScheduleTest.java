package io.llmlab.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant GIVEN = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"minutes": 10}                             | 2026-11-23T12:00:00Z  | 2026-11-23T12:10:00Z
            {"minutes": 10}                             | 2026-11-23T12:10:00Z  | 2026-11-23T12:20:00Z
            {"minutes": 10}                             | 2026-11-23T12:09:59Z  | 2026-11-23T12:10:00Z
            {"minutes": 10}                             | 2026-11-25T00:03:00Z  | 2026-11-25T00:10:00Z
            {"weeks": 1, "days": 1, "hours": 2, "minutes": 3, "seconds": 4} | 2026-11-23T12:00:00Z | 2026-12-01T14:03:04Z
            {"hours": 1, "start_date": "2026-11-23T00:30:00Z"} | 2026-11-23T12:00:00Z | 2026-11-23T12:30:00Z
            {"hours": 1, "start_date": "2026-12-01T00:30:00Z"} | 2026-11-23T12:00:00Z | 2026-12-01T00:30:00Z
            {"hours": 1, "start_date": "2026-12-01 00:30:00"}  | 2026-11-23T12:00:00Z | 2026-11-30T23:30:00Z
            {"hours": 1, "end_date": "2026-11-23T13:00:00Z"}   | 2026-11-23T12:00:00Z | 2026-11-23T13:00:00Z
            {"hours": 1, "end_date": "2026-11-23T13:00:00Z"}   | 2026-11-23T13:00:00Z | never
            # elapsed time, over the change of 2027-03-28 too
            {"days": 1, "start_date": "2027-03-27T12:00+01:00"} | 2027-03-27T12:00:00Z | 2027-03-28T11:00:00Z
            """)
    void comesEverySoOften(String params, Instant after, String expected) {
        assertThat(next(ScheduleType.INTERVAL, params, after)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"run_date": "2026-12-01T08:00:00Z"}      | 2026-11-23T12:00:00Z | 2026-12-01T08:00:00Z
            {"run_date": "2026-12-01T08:00:00+01:00"} | 2026-11-23T12:00:00Z | 2026-12-01T07:00:00Z
            {"run_date": "2026-12-01 08:00"}          | 2026-11-23T12:00:00Z | 2026-12-01T07:00:00Z
            {"run_date": "2026-12-01"}                | 2026-11-23T12:00:00Z | 2026-11-30T23:00:00Z
            {"run_date": "2026-12-01T08:00:00Z"}      | 2026-12-01T08:00:00Z | never
            """)
    void comesOnce(String params, Instant after, String expected) {
        assertThat(next(ScheduleType.DATE, params, after)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INTERVAL | {}                            | ``          | at least a second
            INTERVAL | {"minutes": 0}                | ``          | at least a second
            INTERVAL | {"minutes": -1}               | /minutes    | integer from 0
            INTERVAL | {"minutes": 1.5}              | /minutes    | integer from 0
            INTERVAL | {"minutes": "5"}              | /minutes    | integer from 0
            INTERVAL | {"minutes": 99999999999}      | /minutes    | integer from 0
            INTERVAL | {"minute": 5}                 | /minute     | is not known here; known are weeks, days
            INTERVAL | {"hours": 1, "end_date": "x"} | /end_date   | must be a time
            DATE     | {}                            | /run_date   | is missing
            DATE     | {"run_date": "tomorrow"}      | /run_date   | must be a time such as
            DATE     | {"run_date": "2026-02-30"}    | /run_date   | must be a time such as
            DATE     | {"run_date": 1700000000}      | /run_date   | must be a time such as
            DATE     | {"run_date": "2026-12-01T08:00:00Z", "hour": 1} | /hour | is not known here
            """)
    void namesWhatDoesNotFit(ScheduleType type, String params, String pointer, String detail) {
        var failure = catchThrowableOfType(Invalid.class, () -> read(type, params));

        assertThat(failure.errors().getFirst().pointer()).isEqualTo("/schedule_params" + pointer);
        assertThat(failure.errors().getFirst().detail()).contains(detail);
    }

    private static String next(ScheduleType type, String params, Instant after) {
        return read(type, params).nextAfter(after).map(Instant::toString).orElse("never");
    }

    private static Schedule read(ScheduleType type, String params) {
        try {
            return new ScheduleParams((ObjectNode) MAPPER.readTree(params), ZoneId.of("Europe/Berlin"), GIVEN)
                    .read(type);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
