package io.llmlab.platform.outbox;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

/// Sends what lies in the outbox, in order, and deletes what the broker acknowledged.
///
/// One relay is active per service: it holds a transaction-level advisory lock while it sends, the one place where a
/// transaction stays open during a send. `NOTIFY` wakes it; a tick each second catches what a lost notification left.
/// Rows are chosen by being there, never by a high-water mark: ids become visible out of order.
@ApplicationScoped
class OutboxRelay {

    private static final int BATCH = 100;

    private static final String TRY_LOCK =
            "select pg_try_advisory_xact_lock(hashtextextended('outbox.' || current_schema(), 0)) as locked";
    private static final String OLDEST =
            "select id, topic, type, key, payload, created_at, traceparent from outbox order by id limit " + BATCH;
    private static final String DELETE = "delete from outbox where id = any($1)";

    private final Pool pool;
    private final OutboxSender sender;
    private final Departures departures;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;

    OutboxRelay(Pool pool, OutboxSender sender, Departures departures) {
        this.pool = pool;
        this.sender = sender;
        this.departures = departures;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return drain();
    }

    /// Sends until nothing is left. While one drain is under way a second one only asks it to look again.
    Uni<Void> drain() {
        again.set(true);
        if (stopped || !draining.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return sendWhileAsked()
                .onFailure()
                .invoke(failure -> Log.warnf("Events wait in the outbox and are sent later: %s", failure.toString()))
                .onTermination()
                .invoke(() -> draining.set(false))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> sendWhileAsked() {
        return Uni.createFrom()
                .deferred(this::sendBatch)
                .repeat()
                .whilst(sent -> !stopped && (sent == BATCH || again.get()))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> sendBatch() {
        again.set(false);
        return pool.withTransaction(this::sendOldest).invoke(departures::of).map(List::size);
    }

    private Uni<List<Row>> sendOldest(SqlConnection connection) {
        return connection
                .query(TRY_LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("locked"))
                .chain(locked ->
                        locked ? sendLocked(connection) : Uni.createFrom().item(List.of()));
    }

    private Uni<List<Row>> sendLocked(SqlConnection connection) {
        return connection
                .query(OLDEST)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(rows) : sendAndDelete(connection, rows));
    }

    private Uni<List<Row>> sendAndDelete(SqlConnection connection, List<Row> rows) {
        var ids = rows.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
        return sender.send(rows)
                .chain(() -> connection.preparedQuery(DELETE).execute(Tuple.of(ids)))
                .replaceWith(rows);
    }
}
