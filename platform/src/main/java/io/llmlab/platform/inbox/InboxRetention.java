package io.llmlab.platform.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Forgets the ids of events that cannot come again: Kafka keeps records for days, not for months.
@ApplicationScoped
class InboxRetention {

    private static final String FORGET = "delete from inbox where received_at < now() - interval '30 days'";

    private final Pool pool;
    private volatile boolean stopped;

    InboxRetention(Pool pool) {
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
