package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.cron.CronField;
import io.llmlab.platform.cron.CronTimes;
import io.llmlab.platform.cron.WallClock;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.schedule.Schedule.Cron;
import io.llmlab.runner.schedule.Schedule.Interval;
import io.llmlab.runner.schedule.Schedule.Once;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A job's `schedule_params`, as APScheduler 3 names and means them. Times without an offset are in the job's zone.
///
/// @param zone the job's time zone
/// @param from when the schedule was given: an interval without `start_date` counts from here
record ScheduleParams(ObjectNode params, ZoneId zone, Instant from) {

    private static final Map<String, Duration> UNITS = units();
    private static final int MOST_OF_A_UNIT = 100_000_000;
    private static final String START = "start_date";
    private static final String END = "end_date";
    private static final String RUN_DATE = "run_date";

    /// @return the schedule; a failure with [Invalid] points to the parameter and says what is allowed
    Schedule read(ScheduleType type) {
        return switch (type) {
            case INTERVAL -> interval();
            case CRON -> cron();
            case DATE -> once();
        };
    }

    private static Map<String, Duration> units() {
        var units = new LinkedHashMap<String, Duration>();
        units.put("weeks", Duration.ofDays(7));
        units.put("days", Duration.ofDays(1));
        units.put("hours", Duration.ofHours(1));
        units.put("minutes", Duration.ofMinutes(1));
        units.put("seconds", Duration.ofSeconds(1));
        return units;
    }

    private Interval interval() {
        var known = new ArrayList<>(UNITS.keySet());
        known.addAll(List.of(START, END));
        requireKnown(known);
        var every = UNITS.entrySet().stream()
                .map(unit -> unit.getValue().multipliedBy(amount(unit.getKey())))
                .reduce(Duration.ZERO, Duration::plus);
        if (every.isZero()) {
            throw invalid("", "must name an interval of at least a second: " + String.join(", ", UNITS.keySet()));
        }
        var start = time(START);
        return new Interval(every, start == null ? from.plus(every) : start, end(start));
    }

    private int amount(String unit) {
        var value = params.get(unit);
        if (value == null || value.isNull()) {
            return 0;
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > MOST_OF_A_UNIT) {
            throw invalid(unit, "must be an integer from 0 to %d, not %s".formatted(MOST_OF_A_UNIT, value));
        }
        return value.intValue();
    }

    private Cron cron() {
        var known = new ArrayList<>(List.of("expression", START, END));
        for (var field : CronField.values()) {
            known.add(field.wire());
        }
        requireKnown(known);
        var start = time(START);
        return new Cron(new WallClock(cronTimes(), zone), start, end(start));
    }

    private CronTimes cronTimes() {
        var fields = new CronFields(params);
        try {
            return new CronTimes(fields.values());
        } catch (IllegalArgumentException impossible) {
            throw invalid("day", String.valueOf(impossible.getMessage()));
        }
    }

    private Once once() {
        requireKnown(List.of(RUN_DATE));
        var at = time(RUN_DATE);
        if (at == null) {
            throw invalid(RUN_DATE, "is missing: a time such as 2026-01-31T12:00:00Z");
        }
        return new Once(at);
    }

    private @Nullable Instant end(@Nullable Instant start) {
        var end = time(END);
        if (start != null && end != null && end.isBefore(start)) {
            throw invalid(END, "must not be before start_date");
        }
        return end;
    }

    private @Nullable Instant time(String name) {
        var value = params.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw noTime(name, value);
        }
        var text = value.asText().strip().replace(' ', 'T');
        try {
            if (text.length() == "2026-01-31".length()) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            return text.matches(".*T.*([zZ]|[-+]\\d{2}(:?\\d{2})?)$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            throw noTime(name, value);
        }
    }

    private static Invalid noTime(String name, JsonNode value) {
        return invalid(name, "must be a time such as 2026-01-31T12:00:00Z or 2026-01-31 12:00, not " + value);
    }

    private void requireKnown(List<String> known) {
        params.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw invalid(
                        name, "is not known here; known are " + known.stream().collect(Collectors.joining(", ")));
            }
        });
    }

    /// @param name a parameter, or empty for all of them
    static Invalid invalid(String name, String detail) {
        return Invalid.inBody("/schedule_params" + (name.isEmpty() ? "" : "/" + name), detail);
    }
}
