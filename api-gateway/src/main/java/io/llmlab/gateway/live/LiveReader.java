package io.llmlab.gateway.live;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

/// Reads new events from the table into this instance's feed: at once when a commit notifies, each second otherwise.
@ApplicationScoped
class LiveReader {

    private static final int BATCH = 500;

    private static final String START = """
            select coalesce(max(id), 0) as forgotten from live_event
             where id <= (select coalesce(max(id), 0) from live_event) - %d""".formatted(LiveFeed.KEPT);
    private static final String NEWER =
            "select id, type, data from live_event where id > $1 order by id limit " + BATCH;
    private static final String PRUNE =
            "delete from live_event where id <= (select max(id) from live_event) - " + 2 * LiveFeed.KEPT;

    private final Pool pool;
    private final LiveFeed feed;
    private final AtomicBoolean listening = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean started;
    private volatile boolean stopped;

    LiveReader(Pool pool, LiveFeed feed) {
        this.pool = pool;
        this.feed = feed;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return stopped ? Uni.createFrom().voidItem() : ensureListening().chain(this::catchUp);
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> prune() {
        if (stopped) {
            return Uni.createFrom().voidItem();
        }
        return pool.query(PRUNE)
                .execute()
                .replaceWithVoid()
                .onFailure(_ -> stopped)
                .recoverWithNull();
    }

    private Uni<Void> catchUp() {
        again.set(true);
        if (stopped || !reading.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return start().chain(this::readWhileAsked)
                .onFailure(_ -> !stopped)
                .invoke(failure -> Log.warnf("Live events are late: %s", failure.toString()))
                .onTermination()
                .invoke(() -> reading.set(false))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> start() {
        if (started) {
            return Uni.createFrom().voidItem();
        }
        return pool.query(START)
                .execute()
                .invoke(rows -> feed.start(rows.iterator().next().getLong("forgotten")))
                .invoke(() -> started = true)
                .replaceWithVoid();
    }

    private Uni<Void> readWhileAsked() {
        return Uni.createFrom()
                .deferred(this::readBatch)
                .repeat()
                .whilst(read -> !stopped && (read == BATCH || again.get()))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> readBatch() {
        again.set(false);
        return pool.preparedQuery(NEWER)
                .execute(Tuple.of(feed.newest()))
                .map(LiveReader::events)
                .invoke(feed::publish)
                .map(List::size);
    }

    private static List<LiveEvent> events(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new LiveEvent(row.getLong("id"), row.getString("type"), row.getString("data")))
                .toList();
    }

    private Uni<Void> ensureListening() {
        if (!listening.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return pool.getConnection()
                .chain(this::listen)
                .onFailure()
                .invoke(failure -> {
                    listening.set(false);
                    Log.debugf("Live events are looked for each second until the database is back: %s", failure);
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
                .chain(schema ->
                        connection.query("listen \"live_%s\"".formatted(schema)).execute())
                .replaceWithVoid();
    }

    private void wake() {
        catchUp().subscribe().with(_ -> {}, failure -> Log.error("The live feed failed", failure));
    }
}
