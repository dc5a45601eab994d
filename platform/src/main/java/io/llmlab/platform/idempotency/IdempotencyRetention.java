package io.llmlab.platform.idempotency;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Forgets answers that nobody can ask for any more.
@ApplicationScoped
class IdempotencyRetention {

    private static final String FORGET = "delete from idempotency where created_at < now() - interval '24 hours'";

    private final Pool pool;
    private volatile boolean stopped;

    IdempotencyRetention(Pool pool) {
        this.pool = pool;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        if (stopped) {
            return Uni.createFrom().voidItem();
        }
        return forget().replaceWithVoid().onFailure(_ -> stopped).recoverWithNull();
    }

    /// How many were forgotten.
    Uni<Integer> forget() {
        return pool.query(FORGET).execute().map(SqlResult::rowCount);
    }
}
