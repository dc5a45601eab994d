package io.llmlab.platform.database;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A connection of its own for large statements that are sent many times a second. Postgres would plan them anew for
/// each set of parameters, since it cannot know that they are alike, and that takes longer than executing them: here
/// they are planned once, and again every few seconds, as tables grow.
///
/// It is taken from the pool at the first statement. One that idled, does not answer or breaks is replaced: something
/// between here and the server may have dropped it without a word.
public final class PlannedConnection {

    private static final long PLANNED_FOR = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_IDLE = Duration.ofMinutes(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_RETRY = Duration.ofMillis(10);
    private static final Duration LAST_RETRY = Duration.ofMillis(200);
    private static final int RETRIES = 5;

    private final Pool pool;
    private final String set;
    private final String reset;
    private final AtomicReference<@Nullable SqlConnection> current = new AtomicReference<>();
    private volatile long plannedAt;
    private volatile long usedAt;

    public PlannedConnection(Pool pool) {
        this(pool, "set plan_cache_mode = force_generic_plan", "reset plan_cache_mode");
    }

    private PlannedConnection(Pool pool, String set, String reset) {
        this.pool = pool;
        this.set = set;
        this.reset = reset;
    }

    /// One whose commits do not wait for the disk: for what a crash of the database may undo, as it does what a crash
    /// a moment earlier would have. What is committed after it elsewhere, and is on the disk, has it there as well.
    public static PlannedConnection unhurried(Pool pool) {
        return new PlannedConnection(
                pool,
                "set plan_cache_mode = force_generic_plan; set synchronous_commit = off",
                "reset plan_cache_mode; reset synchronous_commit");
    }

    /// A statement by itself, in no transaction. One at a time.
    ///
    /// @return fails where the statement does, or nothing is answered within half a minute
    public Uni<RowSet<Row>> execute(String sql, Tuple values) {
        return Uni.createFrom().deferred(() -> {
            var own = Vertx.currentContext();
            var answer = connection().chain(connection -> execute(connection, sql, values));
            // Else all that follows would stay on the context on which the connection was opened.
            return own == null ? answer : answer.emitOn(next -> own.runOnContext(_ -> next.run()));
        });
    }

    private Uni<RowSet<Row>> execute(SqlConnection connection, String sql, Tuple values) {
        return forgetOldPlans(connection)
                .chain(() -> connection.preparedQuery(sql).execute(values))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(() -> usedAt = System.nanoTime())
                .onFailure(PlannedConnection::isOfTheConnection)
                .invoke(() -> replace(connection));
    }

    /// Not one of the statement alone; also where the server says that it ends the connection.
    private static boolean isOfTheConnection(Throwable failure) {
        return !(failure instanceof PgException said) || "FATAL".equals(said.getSeverity());
    }

    private Uni<SqlConnection> connection() {
        var open = current.get();
        if (open != null && System.nanoTime() - usedAt > LONGEST_IDLE) {
            replace(open);
            open = null;
        }
        return open == null ? another() : Uni.createFrom().item(open);
    }

    /// The pool may still hand out the one that broke, until it has noticed as well.
    private Uni<SqlConnection> another() {
        return Uni.createFrom()
                .deferred(() -> pool.getConnection().call(this::prepare))
                .onFailure(PlannedConnection::isOfTheConnection)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .atMost(RETRIES)
                .invoke(this::keep);
    }

    private Uni<Void> prepare(SqlConnection opened) {
        return opened.query(set).execute().replaceWithVoid().onFailure().call(opened::close);
    }

    private void keep(SqlConnection opened) {
        var now = System.nanoTime();
        plannedAt = now;
        usedAt = now;
        current.set(opened);
        PgConnection.cast(opened.getDelegate()).closeHandler(_ -> current.compareAndSet(opened, null));
    }

    /// Back into the pool as it was, if it still answers; else it is gone once the system notices.
    private void replace(SqlConnection connection) {
        if (current.compareAndSet(connection, null)) {
            connection
                    .query(reset)
                    .execute()
                    .eventually(connection::close)
                    .subscribe()
                    .with(_ -> {}, failure -> Log.debugf("A connection was given up: %s", failure.toString()));
        }
    }

    private Uni<Void> forgetOldPlans(SqlConnection connection) {
        var now = System.nanoTime();
        if (now - plannedAt < PLANNED_FOR) {
            return Uni.createFrom().voidItem();
        }
        plannedAt = now;
        return connection.query("discard plans").execute().replaceWithVoid();
    }
}
