package io.llmlab.platform.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A connection of its own for large statements that are sent many times a second. Postgres would plan them anew for
/// each set of parameters, since it cannot know that they are alike, and that takes longer than executing them: here
/// they are planned once, and again every few seconds, as tables grow.
///
/// It is taken from the pool at the first statement and given back to nobody; where it breaks the next statement takes
/// another one.
public final class PlannedConnection {

    private static final long PLANNED_FOR = Duration.ofSeconds(5).toNanos();

    private final Pool pool;
    private final AtomicReference<@Nullable SqlConnection> current = new AtomicReference<>();
    private volatile long plannedAt;

    public PlannedConnection(Pool pool) {
        this.pool = pool;
    }

    /// A statement by itself, in no transaction. One at a time.
    public Uni<RowSet<Row>> execute(String sql, Tuple values) {
        return Uni.createFrom()
                .deferred(this::connection)
                .call(this::forgetOldPlans)
                .chain(connection -> connection.preparedQuery(sql).execute(values));
    }

    private Uni<SqlConnection> connection() {
        var open = current.get();
        return open == null
                ? pool.getConnection().call(this::prepare).invoke(this::keep)
                : Uni.createFrom().item(open);
    }

    private Uni<Void> prepare(SqlConnection opened) {
        return opened.query("set plan_cache_mode = force_generic_plan")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .call(opened::close);
    }

    private void keep(SqlConnection opened) {
        PgConnection.cast(opened.getDelegate()).closeHandler(_ -> current.compareAndSet(opened, null));
        current.set(opened);
        plannedAt = System.nanoTime();
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
