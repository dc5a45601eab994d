package io.llmlab.gateway.rollup;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/// A stretch of the calendar in UTC. Weeks are those of ISO 8601: they begin on Monday.
public enum Period {
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Period(ChronoUnit unit) {
        this.unit = unit;
    }

    /// When the period began that holds the moment.
    public Instant startOf(Instant at) {
        var time = at.atOffset(ZoneOffset.UTC);
        var day = time.truncatedTo(ChronoUnit.DAYS);
        var start = switch (this) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
        return start.toInstant();
    }

    /// When the period ends that begins then; the next one begins at that moment.
    public Instant endOf(Instant start) {
        return start.atOffset(ZoneOffset.UTC).plus(1, unit).toInstant();
    }

    /// As it is stored and told: `hour`, `day`, `week`, `month`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
