package io.llmlab.platform.outbox;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;

/// Listens for commits that left something in the outbox, and wakes the relay at once.
///
/// Holds one connection of the pool for as long as it lives, and takes a new one when that is lost.
@ApplicationScoped
class OutboxWaker {

    private final Pool pool;
    private final OutboxRelay relay;
    private final AtomicBoolean listening = new AtomicBoolean();

    OutboxWaker(Pool pool, OutboxRelay relay) {
        this.pool = pool;
        this.relay = relay;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> ensureListening() {
        if (!listening.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return pool.getConnection()
                .chain(this::listen)
                .onFailure()
                .invoke(failure -> {
                    listening.set(false);
                    Log.debugf("The outbox is looked at each second until the database is back: %s", failure);
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> listen(SqlConnection connection) {
        var postgres = PgConnection.cast(connection.getDelegate());
        postgres.notificationHandler(_ -> wake());
        postgres.closeHandler(_ -> listening.set(false));
        return connection
                .query("select current_schema() as name")
                .execute()
                .map(rows -> rows.iterator().next().getString("name"))
                .chain(schema -> connection
                        .query("listen \"outbox_%s\"".formatted(schema))
                        .execute())
                .replaceWithVoid();
    }

    private void wake() {
        relay.drain().subscribe().with(_ -> {}, failure -> Log.error("The outbox relay failed", failure));
    }
}
