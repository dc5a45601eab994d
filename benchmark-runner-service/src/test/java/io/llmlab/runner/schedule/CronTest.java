package io.llmlab.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// Expectations follow from APScheduler 3's documentation of `CronTrigger`; those over daylight saving changes
/// from [WallClock]. 2026-11-23 is a Monday.
class CronTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # a field behind the last one named has its least value, one before it any
            {"hour": 2}                           | 2026-11-23T12:00:00Z | 2026-11-24T02:00:00Z 2026-11-25T02:00:00Z
            {"minute": 30}                        | 2026-11-23T12:00:00Z | 2026-11-23T12:30:00Z 2026-11-23T13:30:00Z
            {"minute": "*"}                       | 2026-11-23T12:00:00Z | 2026-11-23T12:01:00Z 2026-11-23T12:02:00Z
            {"second": "*/20"}                    | 2026-11-23T12:00:00Z | 2026-11-23T12:00:20Z 2026-11-23T12:00:40Z
            {"day": 5}                            | 2026-11-23T12:00:00Z | 2026-12-05T00:00:00Z 2027-01-05T00:00:00Z
            {"month": 3}                          | 2026-11-23T12:00:00Z | 2027-03-01T00:00:00Z 2028-03-01T00:00:00Z
            {"year": 2028}                        | 2026-11-23T12:00:00Z | 2028-01-01T00:00:00Z
            {"year": "2027,2029", "month": "jun"} | 2026-11-23T12:00:00Z | 2027-06-01T00:00:00Z 2029-06-01T00:00:00Z
            {"hour": 2, "minute": "*/30"}         | 2026-11-23T02:10:00Z | 2026-11-23T02:30:00Z 2026-11-24T02:00:00Z
            # 0 is Monday
            {"day_of_week": 0}                    | 2026-11-23T12:00:00Z | 2026-11-30T00:00:00Z 2026-12-07T00:00:00Z
            {"day_of_week": "mon"}                | 2026-11-22T12:00:00Z | 2026-11-23T00:00:00Z 2026-11-30T00:00:00Z
            {"day_of_week": 1}                    | 2026-11-23T12:00:00Z | 2026-11-24T00:00:00Z
            {"day_of_week": "tue"}                | 2026-11-23T12:00:00Z | 2026-11-24T00:00:00Z
            {"day_of_week": 6}                    | 2026-11-23T12:00:00Z | 2026-11-29T00:00:00Z
            {"day_of_week": "sun", "hour": 9}     | 2026-11-23T12:00:00Z | 2026-11-29T09:00:00Z 2026-12-06T09:00:00Z
            {"day_of_week": "0-4", "hour": 9}     | 2026-11-27T12:00:00Z | 2026-11-30T09:00:00Z 2026-12-01T09:00:00Z
            {"day_of_week": "mon-fri", "hour": 9} | 2026-11-27T12:00:00Z | 2026-11-30T09:00:00Z
            {"day_of_week": "sat,sun"}            | 2026-11-23T12:00:00Z | 2026-11-28T00:00:00Z 2026-11-29T00:00:00Z
            {"day_of_week": "*/3"}                | 2026-11-23T12:00:00Z | 2026-11-26T00:00:00Z 2026-11-29T00:00:00Z
            # day and day of week must both fit
            {"day": 13, "day_of_week": "fri"}     | 2026-11-23T12:00:00Z | 2027-08-13T00:00:00Z 2028-10-13T00:00:00Z
            {"day": "1-7", "day_of_week": "mon", "hour": 6} | 2026-11-23T12:00:00Z | 2026-12-07T06:00:00Z 2027-01-04T06:00:00Z
            # steps count from a field's least value
            {"day": "*/10"}                       | 2026-11-23T12:00:00Z | 2026-12-01T00:00:00Z 2026-12-11T00:00:00Z 2026-12-21T00:00:00Z 2026-12-31T00:00:00Z 2027-01-01T00:00:00Z
            {"month": "*/5"}                      | 2026-11-23T12:00:00Z | 2027-01-01T00:00:00Z 2027-06-01T00:00:00Z 2027-11-01T00:00:00Z
            {"hour": "*/7"}                       | 2026-11-23T12:00:00Z | 2026-11-23T14:00:00Z 2026-11-23T21:00:00Z 2026-11-24T00:00:00Z
            {"hour": "8-18/5"}                    | 2026-11-23T12:00:00Z | 2026-11-23T13:00:00Z 2026-11-23T18:00:00Z 2026-11-24T08:00:00Z
            {"hour": "22,3", "minute": "15,45"}   | 2026-11-23T22:30:00Z | 2026-11-23T22:45:00Z 2026-11-24T03:15:00Z
            # short months and leap years
            {"day": 31}                           | 2026-11-23T12:00:00Z | 2026-12-31T00:00:00Z 2027-01-31T00:00:00Z 2027-03-31T00:00:00Z
            {"month": 2, "day": 29}               | 2026-11-23T12:00:00Z | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z
            # the week of ISO 8601: 2026 has 53, and its last ends on 2027-01-03
            {"week": 53, "hour": 1}               | 2026-11-23T12:00:00Z | 2026-12-28T01:00:00Z 2026-12-29T01:00:00Z
            {"week": 1, "day_of_week": "mon"}     | 2026-11-23T12:00:00Z | 2027-01-04T00:00:00Z 2028-01-03T00:00:00Z
            {"week": "*/26", "day_of_week": 0}    | 2026-11-23T12:00:00Z | 2026-12-28T00:00:00Z 2027-01-04T00:00:00Z
            # an expression means the same as its fields
            {"expression": "0 2 * * *"}           | 2026-11-23T12:00:00Z | 2026-11-24T02:00:00Z
            {"expression": "*/15 9-17 * * 0-4"}   | 2026-11-27T17:45:00Z | 2026-11-30T09:00:00Z 2026-11-30T09:15:00Z
            {"expression": "0 0 * * 0"}           | 2026-11-23T12:00:00Z | 2026-11-30T00:00:00Z
            {"expression": "0 0 13 * fri"}        | 2026-11-23T12:00:00Z | 2027-08-13T00:00:00Z
            {"expression": " 5  4 1 jan,JUL * "}  | 2026-11-23T12:00:00Z | 2027-01-01T04:05:00Z 2027-07-01T04:05:00Z
            # the given moment itself is over, its fraction is not lost
            {"hour": 12}                          | 2026-11-23T12:00:00Z | 2026-11-24T12:00:00Z
            {"hour": 12}                          | 2026-11-23T11:59:59.5Z | 2026-11-23T12:00:00Z
            # bounds
            {"hour": 2, "start_date": "2026-12-01"} | 2026-11-23T12:00:00Z | 2026-12-01T02:00:00Z 2026-12-02T02:00:00Z
            {"hour": 2, "start_date": "2026-12-01T02:00:00Z"} | 2026-11-23T12:00:00Z | 2026-12-01T02:00:00Z
            {"hour": 2, "end_date": "2026-11-24T02:00:00Z"} | 2026-11-23T12:00:00Z | 2026-11-24T02:00:00Z never
            {"year": 2026, "month": 11, "day": 23} | 2026-11-23T12:00:00Z | never
            {"week": 53, "month": 6}              | 2026-11-23T12:00:00Z | never
            """)
    void fallsDueWhenEveryFieldFits(String params, Instant after, String expected) {
        assertThat(due(params, "UTC", after, expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # Berlin, 2027-03-28: 02:00 becomes 03:00. What does not exist is moved by that hour, on that day only
            {"hour": 2, "minute": 30} | Europe/Berlin | 2027-03-27T00:00:00Z | 2027-03-27T02:30+01:00 2027-03-28T03:30+02:00 2027-03-29T02:30+02:00
            {"hour": 2}               | Europe/Berlin | 2027-03-28T00:30:00Z | 2027-03-28T03:00+02:00 2027-03-29T02:00+02:00
            {"hour": "2,3"}           | Europe/Berlin | 2027-03-28T00:30:00Z | 2027-03-28T03:00+02:00 2027-03-29T02:00+02:00
            {"hour": "2-3", "minute": "0,30"} | Europe/Berlin | 2027-03-28T00:30:00Z | 2027-03-28T03:00+02:00 2027-03-28T03:30+02:00 2027-03-29T02:00+02:00
            {"hour": "2", "minute": "45"} | Europe/Berlin | 2027-03-28T01:15:00Z | 2027-03-28T03:45+02:00 2027-03-29T02:45+02:00
            {"hour": 1, "minute": 30} | Europe/Berlin | 2027-03-28T00:00:00Z | 2027-03-28T01:30+01:00 2027-03-29T01:30+02:00
            # a job of every hour does not come twice for it
            {"minute": 30}            | Europe/Berlin | 2027-03-28T00:00:00Z | 2027-03-28T01:30+01:00 2027-03-28T03:30+02:00 2027-03-28T04:30+02:00
            # Berlin, 2026-10-25: 03:00 becomes 02:00. What exists twice counts once, the first time
            {"hour": 2, "minute": 30} | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00
            {"hour": 2, "minute": 30} | Europe/Berlin | 2026-10-25T00:45:00Z | 2026-10-26T02:30+01:00
            {"hour": "2,3"}           | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T02:00+02:00 2026-10-25T03:00+01:00 2026-10-26T02:00+01:00
            {"hour": "1-4/2"}         | Europe/Berlin | 2026-10-24T22:00:00Z | 2026-10-25T01:00+02:00 2026-10-25T03:00+01:00
            # but elapsed time goes on for a job of every hour
            {"minute": 30}            | Europe/Berlin | 2026-10-24T23:45:00Z | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00
            {"minute": "*/30"}        | Europe/Berlin | 2026-10-25T00:15:00Z | 2026-10-25T02:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-25T03:00+01:00
            # New York, 2026-03-08 and 2026-11-01
            {"hour": 2, "minute": 15} | America/New_York | 2026-03-08T05:00:00Z | 2026-03-08T03:15-04:00 2026-03-09T02:15-04:00
            {"hour": 1, "minute": 30} | America/New_York | 2026-11-01T04:00:00Z | 2026-11-01T01:30-04:00 2026-11-02T01:30-05:00
            # Lord Howe moves by half an hour: 2026-10-04, 02:00 becomes 02:30; 2027-04-04, 02:00 becomes 01:30
            {"hour": 2, "minute": 10} | Australia/Lord_Howe | 2026-10-03T12:00:00Z | 2026-10-04T02:40+11:00 2026-10-05T02:10+11:00
            {"hour": 1, "minute": 45} | Australia/Lord_Howe | 2027-04-03T12:00:00Z | 2027-04-04T01:45+11:00 2027-04-05T01:45+10:30
            # Sao Paulo's midnight does not exist on 2018-11-04, and its day does not begin with it
            {"hour": 0}               | America/Sao_Paulo | 2018-11-03T12:00:00Z | 2018-11-04T01:00-02:00 2018-11-05T00:00-02:00
            # Samoa left out 2011-12-30
            {"hour": 12}              | Pacific/Apia | 2011-12-29T12:00:00Z | 2011-12-29T12:00-10:00 2011-12-31T12:00+14:00 2012-01-01T12:00+14:00
            # zones without changes, and one with odd minutes
            {"hour": 2}               | Asia/Tokyo | 2026-11-23T12:00:00Z | 2026-11-24T02:00+09:00
            {"hour": 2}               | Asia/Kathmandu | 2026-11-23T12:00:00Z | 2026-11-24T02:00+05:45
            {"month": 2, "day": 29, "hour": 3} | Europe/Berlin | 2026-11-23T12:00:00Z | 2028-02-29T03:00+01:00 2032-02-29T03:00+01:00
            {"day_of_week": "mon"}    | Pacific/Auckland | 2026-11-22T10:59:59Z | 2026-11-23T00:00+13:00 2026-11-30T00:00+13:00
            """)
    void followsTheWallClockOfItsZone(String params, String zone, Instant after, String expected) {
        var wanted = Arrays.stream(expected.split(" "))
                .map(text -> OffsetDateTime.parse(text).toInstant().toString())
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();

        assertThat(due(params, zone, after, expected)).isEqualTo(wanted);
    }

    /// Four hundred schedules over twenty-odd zones and their changes of the clocks. The table and its reasons
    /// are made by the script beside it, which enumerates the wall clock's minutes and shares nothing with the
    /// service; where no clock is changed nearby, APScheduler's own trigger agreed.
    @ParameterizedTest
    @CsvFileSource(resources = "/schedule/cron-cases.txt", delimiter = '|', quoteCharacter = '`')
    void agreesWithTheTable(String params, String zone, Instant after, String expected, String reason) {
        assertThat(due(params, zone, after, expected).replace(":00Z", "Z"))
                .as(reason)
                .isEqualTo(expected.replace(":00Z", "Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"hour": 24}              | /hour        | '24' is not allowed; allowed are 0 to 23, *, */n
            {"hour": -1}              | /hour        | 0 to 23
            {"hour": "25"}            | /hour        | 0 to 23
            {"hour": ""}              | /hour        | '' is not allowed
            {"hour": "1,,2"}          | /hour        | '1,,2' is not allowed
            {"hour": "5-3"}           | /hour        | '5-3' is not allowed
            {"hour": "*/0"}           | /hour        | '*/0' is not allowed
            {"hour": "*/24"}          | /hour        | '*/24' is not allowed
            {"hour": "1/2"}           | /hour        | '1/2' is not allowed
            {"hour": 1.5}             | /hour        | must be an integer or a text
            {"hour": true}            | /hour        | must be an integer or a text
            {"hour": [1]}             | /hour        | must be an integer or a text
            {"minute": 60}            | /minute      | 0 to 59
            {"second": "sixty"}       | /second      | 0 to 59
            {"second": "abc"}         | /second      | 0 to 59
            {"month": "jam"}          | /month       | 1 to 12, jan to dec
            {"month": 0}              | /month       | 1 to 12
            {"day": 32}               | /day         | 1 to 31
            {"day": "last"}           | /day         | 1 to 31
            {"day": 30, "month": 2}   | /day         | no month of the given ones has such a day
            {"day_of_week": 7}        | /day_of_week | 0 (Monday) to 6 (Sunday), mon to sun
            {"day_of_week": "monday"} | /day_of_week | 0 (Monday) to 6 (Sunday)
            {"week": 54}              | /week        | 1 to 53
            {"year": 26}              | /year        | 1970 to 2099
            {"hours": 2}              | /hours       | is not known here; known are expression
            {}                        | ``           | at least one of year, month, day, week, day_of_week
            {"expression": "* * * *"} | /expression  | must have 5 fields
            {"expression": "0 0 1 * * 2026"} | /expression | must have 5 fields
            {"expression": "61 * * * *"} | /expression | minute '61' is not allowed; allowed are 0 to 59
            {"expression": "0 0 * * 7"} | /expression | day_of_week '7' is not allowed; allowed are 0 (Monday)
            {"expression": "@daily"}  | /expression  | must have 5 fields
            {"expression": "0 0 * * *", "hour": 2} | /hour | cannot stand beside expression
            {"hour": 2, "start_date": "soon"} | /start_date | must be a time such as
            {"hour": 2, "start_date": 5} | /start_date | must be a time such as
            {"hour": 2, "start_date": "2026-12-02", "end_date": "2026-12-01"} | /end_date | must not be before start_date
            """)
    void namesTheFieldAndWhatIsAllowed(String params, String pointer, String detail) {
        var failure = catchThrowableOfType(Invalid.class, () -> read(params, "UTC"));

        assertThat(failure.errors()).hasSize(1);
        assertThat(failure.errors().getFirst().pointer()).isEqualTo("/schedule_params" + pointer);
        assertThat(failure.errors().getFirst().detail()).contains(detail);
    }

    @Test
    void comesOnceADayThroughTenYearsOfDaylightSaving() {
        for (var hour = 0; hour < 24; hour++) {
            var schedule = read("{\"hour\": %d, \"minute\": 30}".formatted(hour), "Europe/Berlin");
            var at = Instant.parse("2026-01-01T00:00:00Z");
            var days = new ArrayList<LocalDate>();
            for (var day = 0; day < 3650; day++) {
                at = schedule.nextAfter(at).orElseThrow();
                days.add(at.atZone(ZoneId.of("Europe/Berlin")).toLocalDate());
            }
            assertThat(days).as("hour %d", hour).doesNotHaveDuplicates();
            assertThat(days.getLast()).isEqualTo(days.getFirst().plusDays(3649));
        }
    }

    private static String due(String params, String zone, Instant after, String expected) {
        var schedule = read(params, zone);
        var due = new ArrayList<String>();
        var from = after;
        for (var i = 0; i < List.of(expected.split(" ")).size(); i++) {
            var next = schedule.nextAfter(from);
            due.add(next.map(Instant::toString).orElse("never"));
            from = next.orElse(from);
        }
        return String.join(" ", due);
    }

    private static Schedule read(String params, String zone) {
        try {
            return new ScheduleParams((ObjectNode) MAPPER.readTree(params), ZoneId.of(zone), Instant.EPOCH)
                    .read(ScheduleType.CRON);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
