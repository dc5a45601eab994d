package io.llmlab.regression.retention;

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
        return careful("items", this::items)
                .chain(() -> careful("suspicions", this::suspicions))
                .chain(() -> careful("points", this::points));
    }

    private Uni<Void> items() {
        var before = clock.instant().minus(config.items());
        return parts(() -> retention.forgetItems(before), MOST_PARTS).replaceWithVoid();
    }

    private Uni<Void> suspicions() {
        var before = clock.instant().minus(config.suspicions());
        return parts(() -> retention.forgetSuspicions(before), MOST_PARTS).replaceWithVoid();
    }

    private Uni<Void> points() {
        var before = clock.instant().minus(config.points());
        return retention
                .retireMonth(before)
                .chain(going -> going.map(month -> clear(month, before)).orElseGet(RetentionTick::nothing));
    }

    /// Only when nothing remembers or names it any more a month is dropped. No look may rest on points that are not
    /// there, so all ends are forgotten at once.
    private Uni<Void> clear(String going, Instant before) {
        return forgetEnds(going, 0)
                .chain(() -> parts(() -> retention.forgetRuns(going, before), MOST_PARTS))
                .chain(hasMore -> hasMore ? nothing() : retention.drop(going));
    }

    private Uni<Void> forgetEnds(String going, long after) {
        return retention
                .forgetEnds(going, after)
                .chain(last -> last.isPresent() ? forgetEnds(going, last.get()) : nothing());
    }

    /// One part after the other, until nothing is left or there were enough for now.
    ///
    /// @return whether there may be more
    private static Uni<Boolean> parts(Supplier<Uni<Boolean>> part, int most) {
        return most == 0
                ? Uni.createFrom().item(true)
                : part.get()
                        .chain(more ->
                                more ? parts(part, most - 1) : Uni.createFrom().item(false));
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
