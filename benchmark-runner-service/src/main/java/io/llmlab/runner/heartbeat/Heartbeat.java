package io.llmlab.runner.heartbeat;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Sends a synthetic series that falls the way that runs go: by the outbox to regression-service, which has to find
/// the fall, and on to alert-service, which pings whoever waits for it. What stops on the way stops the pings.
@ApplicationScoped
class Heartbeat {

    private static final String KEY = "heartbeat";

    /// One instance takes each.
    private static final String TAKE = """
            update heartbeat set due_at = now() + make_interval(secs => $1)
            where due_at <= now() returning now()""";

    private static final double MILLIS_A_SECOND = 1_000;

    private final Outbox outbox;
    private final HeartbeatConfig config;

    Heartbeat(Outbox outbox, HeartbeatConfig config) {
        this.outbox = outbox;
        this.config = config;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return config.interval().isPositive()
                ? beat().replaceWithVoid()
                        .onFailure()
                        .invoke(failure -> Log.warnf("The heart does not beat: %s", failure.toString()))
                        .onFailure()
                        .recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    /// @return whether it was time for one
    Uni<Boolean> beat() {
        return Panache.withTransaction(() -> PlainSql.rows(
                        TAKE, config.interval().toMillis() / MILLIS_A_SECOND)
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(false)
                        : send(((OffsetDateTime) rows.getFirst()[0]).toInstant())
                                .replaceWith(true)));
    }

    private Uni<Void> send(Instant at) {
        return outbox.append(OutboxEvent.on("run-completed", "heartbeat-started", KEY, HeartbeatStarted.at(at)));
    }
}
