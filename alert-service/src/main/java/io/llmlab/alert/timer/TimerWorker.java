package io.llmlab.alert.timer;

import static java.util.function.Function.identity;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Fires what is due, one after the other, each in a transaction of its own. Several instances share the work.
@ApplicationScoped
class TimerWorker {

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final Timers timers;
    private final Map<TimerKind, TimerHandler> handlers;
    private final Clock clock;
    private volatile boolean stopped;

    TimerWorker(Timers timers, @All List<TimerHandler> handlers, Clock clock) {
        this.timers = timers;
        this.handlers = handlers.stream().collect(Collectors.toMap(TimerHandler::kind, identity()));
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return Uni.createFrom()
                .deferred(this::fireNext)
                .repeat()
                .whilst(fired -> fired && !stopped)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> Log.warnf("Timers wait and are fired later: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private static final class Unfired extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Timer timer;

        Unfired(Timer timer, Throwable cause) {
            super("Timer %s %s could not be fired".formatted(timer.kind(), timer.key()), cause);
            this.timer = timer;
        }
    }

    /// @return whether there was one
    private Uni<Boolean> fireNext() {
        return Panache.withTransaction(() -> timers.take(clock.instant())
                        .chain(due -> due.isEmpty()
                                ? Uni.createFrom().item(false)
                                : fire(due.getFirst()).replaceWith(true)))
                .onFailure(Unfired.class)
                .recoverWithUni(failure -> postpone((Unfired) failure));
    }

    private Uni<Void> fire(Timer timer) {
        return Uni.createFrom()
                .deferred(() -> handlerOf(timer).fire(timer))
                .onFailure()
                .transform(failure -> new Unfired(timer, failure));
    }

    /// Leaves the others of its kind, and those behind it, to be fired meanwhile.
    private Uni<Boolean> postpone(Unfired failure) {
        Log.error("A timer is fired later", failure);
        return Panache.withTransaction(
                        () -> timers.postpone(failure.timer, clock.instant().plus(PAUSE_AFTER_FAILURE)))
                .replaceWith(true);
    }

    private TimerHandler handlerOf(Timer timer) {
        var handler = handlers.get(timer.kind());
        if (handler == null) {
            throw new IllegalStateException("No class handles timers of kind " + timer.kind());
        }
        return handler;
    }
}
