package io.llmlab.runner.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which times of a job are to be fired now, and which were missed.
///
/// @param fire in their order; one, the newest, where the job coalesces
/// @param missed the first that was due longer ago than the grace allows, or null
record DueTimes(List<Instant> fire, @Nullable Instant missed) {

    /// More than these are not fired at once, however many were missed: `max_instances` ends at 100.
    private static final int MOST = 100;

    /// Where to look for the newest time, the nearest first: a job that fell due each second for a day need not be
    /// walked through from its first.
    private static final List<Duration> LOOKBACKS = List.of(Duration.ofMinutes(1), Duration.ofHours(1));

    /// @param due the first time that is due, not after now
    static DueTimes of(Schedule schedule, Instant due, Instant now, Duration grace, boolean coalesce) {
        var oldest = now.minus(grace);
        var missed = due.isBefore(oldest) ? due : null;
        var start = due.isBefore(oldest) ? oldest : due;
        return new DueTimes(coalesce ? newest(schedule, start, now) : all(schedule, start, now), missed);
    }

    private static List<Instant> newest(Schedule schedule, Instant start, Instant now) {
        for (var lookback : LOOKBACKS) {
            var near = now.minus(lookback);
            if (near.isAfter(start)) {
                var found = all(schedule, near, now);
                if (!found.isEmpty()) {
                    return List.of(found.getLast());
                }
            }
        }
        var found = all(schedule, start, now);
        return found.isEmpty() ? found : List.of(found.getLast());
    }

    /// The times from the start on, start and now included; the newest hundred.
    private static List<Instant> all(Schedule schedule, Instant start, Instant now) {
        var times = new ArrayDeque<Instant>();
        var next = schedule.nextAfter(start.minusNanos(1));
        while (next.isPresent() && !next.get().isAfter(now)) {
            times.add(next.get());
            if (times.size() > MOST) {
                times.removeFirst();
            }
            next = schedule.nextAfter(next.get());
        }
        return List.copyOf(times);
    }
}
