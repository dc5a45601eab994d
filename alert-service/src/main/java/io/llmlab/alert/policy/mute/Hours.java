package io.llmlab.alert.policy.mute;

import io.llmlab.platform.cron.CronExpression;
import io.llmlab.platform.cron.CronTimes;
import io.llmlab.platform.cron.WallClock;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Hours that come again: from each start on for a time, both by the wall clock. What begins at 22:00 and takes nine
/// hours ends at 7:00, in the nights too in which clocks are changed.
record Hours(WallClock starts, Duration length) {

    /// More than clocks are ever changed by.
    private static final Duration MARGIN = Duration.ofHours(25);

    /// So many starts are looked at for one that comes before the former is over.
    private static final int LOOKED_AT = 50;

    /// @throws Invalid pointing to what does not fit
    static Hours of(String cron, int durationMinutes, String timeZone) {
        return new Hours(new WallClock(times(cron), zone(timeZone)), Duration.ofMinutes(durationMinutes));
    }

    /// When those that are now are over, or empty where none are.
    Optional<Instant> endOfThoseAt(Instant now) {
        var start = starts.nextAfter(now.minus(length).minus(MARGIN));
        while (start.isPresent() && !start.get().isAfter(now)) {
            var end = endOf(start.get());
            if (end.isAfter(now)) {
                return Optional.of(end);
            }
            start = starts.nextAfter(start.get());
        }
        return Optional.empty();
    }

    Optional<Instant> nextStartAfter(Instant now) {
        return starts.nextAfter(now);
    }

    /// @throws Invalid where they begin again before they are over: nobody would ever be told anything
    void requireGaps(Instant now) {
        var start = starts.nextAfter(now);
        for (var i = 0; i < LOOKED_AT && start.isPresent(); i++) {
            var next = starts.nextAfter(start.get());
            if (next.isPresent() && !next.get().isAfter(endOf(start.get()))) {
                throw Invalid.inBody(
                        "/duration_minutes",
                        "must end before the next start: %s is not over at %s".formatted(start.get(), next.get()));
            }
            start = next;
        }
    }

    private Instant endOf(Instant start) {
        return start.atZone(starts.zone())
                .toLocalDateTime()
                .plus(length)
                .atZone(starts.zone())
                .toInstant();
    }

    private static CronTimes times(String cron) {
        try {
            return new CronTimes(CronExpression.parse(cron));
        } catch (IllegalArgumentException refused) {
            throw Invalid.inBody("/cron", String.valueOf(refused.getMessage()));
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw Invalid.inBody("/time_zone", "must be a time zone such as Europe/Berlin, not '%s'".formatted(name));
        }
    }
}
