package io.llmlab.runner.schedule;

import io.llmlab.platform.cron.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a job falls due. Plain values: the time is always given.
sealed interface Schedule {

    /// The first time after the given one (exclusive), or empty when there is none any more.
    Optional<Instant> nextAfter(Instant after);

    /// The first time for a job that begins now. A single time that is just over still counts within the grace.
    default Optional<Instant> first(Instant now, Duration grace) {
        return nextAfter(now);
    }

    /// Every so often, in elapsed time: a daylight saving change moves it on the wall clock.
    ///
    /// @param first the first time due
    /// @param end nothing is due after it; null: without end
    record Interval(Duration every, Instant first, @Nullable Instant end) implements Schedule {

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            var next = first;
            if (!after.isBefore(first)) {
                var passed = Duration.between(first, after).dividedBy(every);
                next = first.plus(every.multipliedBy(passed + 1));
            }
            return Optional.of(next).filter(due -> end == null || !due.isAfter(end));
        }
    }

    /// By the wall clock of a time zone.
    ///
    /// @param start nothing is due before it; null: from now on
    /// @param end nothing is due after it; null: without end
    record Cron(
            WallClock clock,
            @Nullable Instant start,
            @Nullable Instant end) implements Schedule {

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            var from = start != null && start.isAfter(after) ? start.minusNanos(1) : after;
            return clock.nextAfter(from).filter(due -> end == null || !due.isAfter(end));
        }
    }

    /// Once.
    record Once(Instant at) implements Schedule {

        @Override
        public Optional<Instant> first(Instant now, Duration grace) {
            return nextAfter(now.minus(grace));
        }

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return Optional.of(at).filter(due -> due.isAfter(after));
        }
    }
}
