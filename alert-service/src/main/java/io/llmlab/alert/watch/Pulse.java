package io.llmlab.alert.watch;

import io.llmlab.platform.database.PlainSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Knows since when the lab has been up without a break, by the database's clock. A service that was down, a laptop
/// that slept, a database that was away: the pulse stopped, and what did not happen meanwhile says nothing.
@ApplicationScoped
class Pulse {

    private static final String BEAT = """
            update pulse
            set up_since = case when last_at < now() - interval '2 minutes' then now() else up_since end,
                last_at = now()
            returning up_since""";

    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return Panache.withTransaction(this::beat)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.warnf("The pulse stops: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /// Since when the lab is up, within the caller's transaction.
    Uni<Instant> beat() {
        return PlainSql.rows(BEAT).map(rows -> ((OffsetDateTime) rows.getFirst()[0]).toInstant());
    }
}
