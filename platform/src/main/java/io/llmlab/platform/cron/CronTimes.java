package io.llmlab.platform.cron;

import static com.cronutils.model.definition.CronDefinitionBuilder.defineCron;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;

/// The times that APScheduler's cron fields name, on a wall clock that knows no daylight saving: a time is one of them
/// when every field fits, day and day of week alike (in Unix' cron either of the two is enough).
///
/// cron-utils computes them. It is given plain lists of values, in its own numbering (Monday is 1), and a clock without
/// zone: what a time zone makes of a wall clock's time is decided in [WallClock]. It knows no week of the year, so that
/// field (ISO 8601) is sieved here.
public final class CronTimes {

    private static final CronDefinition DEFINITION = defineCron()
            .withSeconds()
            .and()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(1)
            .and()
            .withYear()
            .withValidRange(1970, 2099)
            .and()
            .matchDayOfWeekAndDayOfMonth()
            .instance();

    private final ExecutionTime times;
    private final NavigableSet<Integer> weeks;
    private final boolean everyHour;

    /// @throws IllegalArgumentException when no month of `month` has a day of `day`
    public CronTimes(Map<CronField, NavigableSet<Integer>> fields) {
        if (!isPossible(fields)) {
            throw new IllegalArgumentException("no month of the given ones has such a day");
        }
        times = ExecutionTime.forCron(new CronParser(DEFINITION).parse(translate(fields)));
        weeks = valuesOf(fields, CronField.WEEK);
        everyHour = valuesOf(fields, CronField.HOUR).equals(CronField.HOUR.all());
    }

    /// Whether the times stand in every hour, so that they mean elapsed time rather than an hour of the day.
    boolean isEveryHour() {
        return everyHour;
    }

    /// The first of the times that is not before the given one.
    Optional<LocalDateTime> from(LocalDateTime earliest) {
        var second = earliest.truncatedTo(ChronoUnit.SECONDS);
        var before = second.isBefore(earliest) ? second : second.minusSeconds(1);
        var found = after(before);
        while (found.isPresent() && !weeks.contains(found.get().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))) {
            found = after(found.get()
                    .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                    .truncatedTo(ChronoUnit.DAYS)
                    .minusSeconds(1));
        }
        return found;
    }

    private Optional<LocalDateTime> after(LocalDateTime time) {
        return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(found -> found.toLocalDateTime());
    }

    private static boolean isPossible(Map<CronField, NavigableSet<Integer>> fields) {
        var firstDay = valuesOf(fields, CronField.DAY).first();
        return valuesOf(fields, CronField.MONTH).stream()
                .anyMatch(month -> Month.of(month).maxLength() >= firstDay);
    }

    private static String translate(Map<CronField, NavigableSet<Integer>> fields) {
        return String.join(
                " ",
                list(fields, CronField.SECOND, 0),
                list(fields, CronField.MINUTE, 0),
                list(fields, CronField.HOUR, 0),
                list(fields, CronField.DAY, 0),
                list(fields, CronField.MONTH, 0),
                list(fields, CronField.DAY_OF_WEEK, 1),
                list(fields, CronField.YEAR, 0));
    }

    private static String list(Map<CronField, NavigableSet<Integer>> fields, CronField field, int shift) {
        var values = valuesOf(fields, field);
        return values.equals(field.all())
                ? "*"
                : values.stream().map(value -> Integer.toString(value + shift)).collect(Collectors.joining(","));
    }

    private static NavigableSet<Integer> valuesOf(Map<CronField, NavigableSet<Integer>> fields, CronField field) {
        return fields.getOrDefault(field, field.all());
    }
}
