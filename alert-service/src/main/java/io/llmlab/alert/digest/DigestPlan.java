package io.llmlab.alert.digest;

import io.llmlab.platform.cron.CronExpression;
import io.llmlab.platform.cron.CronTimes;
import io.llmlab.platform.cron.WallClock;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When a channel gets its digest.
///
/// @param cron minute, hour, day, month, day of week from 0 = Monday, by the wall clock of the time zone
/// @param lastAt up to when the last one told, or null before the first
record DigestPlan(
        String channel,
        String cron,
        String timeZone,
        Instant nextAt,
        @Nullable Instant lastAt) {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(31);

    /// @throws Invalid pointing to what does not fit
    static DigestPlan of(String channel, String cron, String timeZone, Instant now) {
        return new DigestPlan(channel, cron, timeZone, nextAfter(now, cron, timeZone), null);
    }

    /// The same once it was told, or left out.
    DigestPlan after(Instant now, @Nullable Instant told) {
        return new DigestPlan(channel, cron, timeZone, nextAfter(now, cron, timeZone), told == null ? lastAt : told);
    }

    /// Since when there is something to tell: since the last one, for a month at most; a week where there was none.
    Instant since(Instant now) {
        var earliest = now.minus(LONGEST);
        var since = lastAt == null ? nextAt.minus(WEEK) : lastAt;
        return since.isBefore(earliest) ? earliest : since;
    }

    private static Instant nextAfter(Instant now, String cron, String timeZone) {
        return clock(cron, timeZone)
                .nextAfter(now)
                .orElseThrow(() -> Invalid.inBody("/cron", "'%s' never comes".formatted(cron)));
    }

    private static WallClock clock(String cron, String timeZone) {
        try {
            return new WallClock(new CronTimes(CronExpression.parse(cron)), zone(timeZone));
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
