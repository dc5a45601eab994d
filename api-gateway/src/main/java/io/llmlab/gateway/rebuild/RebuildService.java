package io.llmlab.gateway.rebuild;

import io.llmlab.gateway.rollup.Refill;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/// Rebuilds the read model where somebody asked for it. One instance does, the one that holds the lock; where it ends
/// before the rebuild does, another one begins again.
@ApplicationScoped
class RebuildService {

    /// Clocks of owner and gateway may be apart.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final String LOCK = """
            select pg_try_advisory_lock(hashtextextended('rebuild of ' || current_schema(), 0)) as free""";

    private static final String UNLOCK = """
            select pg_advisory_unlock(hashtextextended('rebuild of ' || current_schema(), 0))""";

    private final RebuildQueries queries;
    private final Snapshot snapshot;
    private final Refill refill;
    private final Pool pool;
    private final Clock clock;

    RebuildService(RebuildQueries queries, Snapshot snapshot, Refill refill, Pool pool, Clock clock) {
        this.queries = queries;
        this.snapshot = snapshot;
        this.refill = refill;
        this.pool = pool;
        this.clock = clock;
    }

    Uni<RebuildView> newest() {
        return queries.newest();
    }

    Uni<RebuildView> request() {
        return queries.request().chain(queries::newest);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return queries.open()
                .chain(id -> id.isEmpty() ? Uni.createFrom().voidItem() : onAConnection(id.get()))
                .onFailure()
                .invoke(failure -> Log.debugf("Rebuilds are looked for again in a second: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /// The shadow set lives on it.
    private Uni<Void> onAConnection(long id) {
        return pool.getConnection()
                .chain(connection -> underTheLock(connection, id).eventually(connection::close));
    }

    private Uni<Void> underTheLock(SqlConnection connection, long id) {
        return connection
                .query(LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("free"))
                .chain(free -> free
                        ? rebuildIfOpen(id, new Shadow(connection))
                                .eventually(() -> connection.query(UNLOCK).execute())
                        : Uni.createFrom().voidItem());
    }

    /// Another instance may have done it between the look and the lock.
    private Uni<Void> rebuildIfOpen(long id, Shadow shadow) {
        return queries.begin(id)
                .chain(open -> open ? rebuild(id, shadow) : Uni.createFrom().voidItem());
    }

    private Uni<Void> rebuild(long id, Shadow shadow) {
        var since = clock.instant().minus(MARGIN);
        var tally = new Tally();
        return shadow.open()
                .chain(() -> snapshot.read(shadow, tally, () -> queries.note(id, tally)))
                .chain(() -> shadow.swap(since))
                .chain(() -> fillRollups(id, tally))
                .chain(() -> queries.end(id, null))
                .invoke(() -> Log.infof("The read model was rebuilt from %d runs", tally.runs))
                .onFailure()
                .recoverWithUni(failure -> failed(id, failure))
                .eventually(shadow::discard);
    }

    private Uni<Void> failed(long id, Throwable failure) {
        Log.errorf(failure, "The read model was not rebuilt");
        return queries.end(id, String.valueOf(failure.getMessage()));
    }

    private Uni<Void> fillRollups(long id, Tally tally) {
        return refill.plan()
                .chain(plan -> Multi.createFrom()
                        .iterable(plan.series())
                        .onItem()
                        .transformToUniAndConcatenate(series -> refill.fill(series, plan.reach())
                                .invoke(() -> tally.series++)
                                .chain(() -> queries.note(id, tally)))
                        .onItem()
                        .ignoreAsUni());
    }
}
