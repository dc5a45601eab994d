package io.llmlab.regression.retention;

import io.llmlab.platform.retention.Amount;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Clears up bit by bit: no tick takes more than a bounded number of rows of each kind, or one month of points, and no
/// transaction is long.
@ApplicationScoped
class RetentionTick {

    private static final Duration LEAST = Duration.ofDays(1);

    /// Of a thousand rows each.
    private static final int MOST_PARTS = 10;

    private final RetentionService retention;
    private final RetentionConfig config;
    private final Clock clock;

    RetentionTick(RetentionService retention, RetentionConfig config, Clock clock) {
        this.retention = retention;
        this.config = config;
        this.clock = clock;
    }

    /// Who keeps things for less than a day has written hours for days.
    void check(@Observes StartupEvent event) {
        require("points", config.points());
        require("items", config.items());
        require("suspicions", config.suspicions());
    }

    static void require(String name, Duration kept) {
        if (kept.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "regression.retention.%s must be a day or more, not %s".formatted(name, kept));
        }
    }

    @Scheduled(every = "{regression.retention.every}", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return careful("items", () -> items().replaceWithVoid())
                .chain(() -> careful("suspicions", () -> suspicions().replaceWithVoid()))
                .chain(() -> careful("points", this::points));
    }

    /// Up to ten thousand; how many, and whether there may be more.
    Uni<Amount> items() {
        var before = clock.instant().minus(config.items());
        return parts(() -> retention.forgetItems(before));
    }

    /// Up to ten thousand; how many, and whether there may be more.
    Uni<Amount> suspicions() {
        var before = clock.instant().minus(config.suspicions());
        return parts(() -> retention.forgetSuspicions(before));
    }

    /// The oldest month that is over, as far as it gets.
    Uni<Void> points() {
        var before = clock.instant().minus(config.points());
        return retention
                .retireMonth(before)
                .chain(going -> going.map(month -> clear(month, before)).orElseGet(RetentionTick::nothing));
    }

    /// Only when nothing remembers or names it any more a month is dropped. No look may rest on points that are not
    /// there, so all ends are forgotten at once.
    private Uni<Void> clear(String going, Instant before) {
        return forgetEnds(going, 0)
                .chain(() -> parts(() -> retention.forgetRuns(going, before)))
                .chain(runs -> runs.more() ? nothing() : retention.drop(going));
    }

    private Uni<Void> forgetEnds(String going, long after) {
        return retention
                .forgetEnds(going, after)
                .chain(last -> last.isPresent() ? forgetEnds(going, last.get()) : nothing());
    }

    /// One part after the other, until nothing is left or there were enough for now.
    ///
    /// @return how many there were in all, and whether there may be more
    private static Uni<Amount> parts(Supplier<Uni<Amount>> part) {
        return parts(part, new Amount(0, true), MOST_PARTS);
    }

    private static Uni<Amount> parts(Supplier<Uni<Amount>> part, Amount before, int most) {
        return most == 0 || !before.more()
                ? Uni.createFrom().item(before)
                : part.get().chain(now -> parts(part, new Amount(before.rows() + now.rows(), now.more()), most - 1));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> careful(String what, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .<Void>deferred(work::get)
                .onFailure()
                .invoke(failure -> Log.warnf("Old %s stay for now: %s", what, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
