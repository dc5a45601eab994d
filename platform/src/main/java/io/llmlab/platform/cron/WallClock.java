package io.llmlab.platform.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a time zone makes of a wall clock's times, where its clocks are changed:
///
/// - A time that does not exist is moved by what the clocks were moved: 02:30 becomes 03:30, on that day only. A daily
///   job runs on that day too; an hourly one does not run twice, because its 03:30 is the same moment.
/// - A time that exists twice counts once, the first time; except where the times stand in every hour, which means
///   elapsed time and has no hour left out.
public record WallClock(CronTimes times, ZoneId zone) {

    /// More than clocks were ever changed by.
    private static final Duration MARGIN = Duration.ofDays(2);

    /// The first moment after the given one (exclusive), or empty when there is none any more.
    public Optional<Instant> nextAfter(Instant after) {
        var rules = zone.getRules();
        var from = after.plusNanos(1);
        while (true) {
            var offset = rules.getOffset(from);
            var local = LocalDateTime.ofInstant(from, offset);
            var change = rules.nextTransition(from);
            var changed = lastChange(rules, from);
            var regular = times.from(earliest(local, changed));
            var due = Stream.concat(
                            regular.map(time -> time.toInstant(offset)).stream(), moved(local, changed).stream())
                    .min(Instant::compareTo);
            if (change == null || due.isEmpty() || due.get().isBefore(change.getInstant())) {
                return due;
            }
            from = behind(change, regular.orElse(local));
        }
    }

    /// The change whose effect may still be felt: the last one, at or before the moment.
    private static @Nullable ZoneOffsetTransition lastChange(ZoneRules rules, Instant moment) {
        return rules.previousTransition(moment.plusNanos(1));
    }

    /// Behind clocks that were put back the repeated hour is left out, unless the times stand in every hour.
    private LocalDateTime earliest(LocalDateTime local, @Nullable ZoneOffsetTransition changed) {
        if (changed == null || !changed.isOverlap() || times.isEveryHour()) {
            return local;
        }
        var repeatedUntil = changed.getDateTimeBefore();
        return local.isBefore(repeatedUntil) ? repeatedUntil : local;
    }

    /// The first time that clocks put forward left out, where it is moved to: behind the change.
    private Optional<Instant> moved(LocalDateTime local, @Nullable ZoneOffsetTransition changed) {
        if (changed == null || !changed.isGap()) {
            return Optional.empty();
        }
        var unmoved = local.minus(changed.getDuration());
        var earliest = unmoved.isBefore(changed.getDateTimeBefore()) ? changed.getDateTimeBefore() : unmoved;
        return earliest.isBefore(changed.getDateTimeAfter())
                ? times.from(earliest)
                        .filter(time -> time.isBefore(changed.getDateTimeAfter()))
                        .map(time -> time.toInstant(changed.getOffsetBefore()))
                : Optional.empty();
    }

    /// Where to go on when nothing is due before the next change: at the change, or much later where nothing is due for
    /// years.
    private static Instant behind(ZoneOffsetTransition change, LocalDateTime next) {
        var near = next.toInstant(ZoneOffset.UTC).minus(MARGIN);
        return near.isAfter(change.getInstant()) ? near : change.getInstant();
    }
}
