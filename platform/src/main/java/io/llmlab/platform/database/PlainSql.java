package io.llmlab.platform.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

/// Statements on the very connection of the current Hibernate Reactive session, hence in its transaction, but past
/// Hibernate: for hot paths that need no entities. A native query costs several times as much of the processor, most of
/// it per row and for looking whether an entity waits to be written.
///
/// For the same reason nothing is flushed: a statement does not see what the session has not written yet. Parameters
/// are `$1`, `$2` and so on, of the types of the Postgres client (`Long`, `String`, `OffsetDateTime`, `Long[]`,
/// …).
public final class PlainSql {

    private PlainSql() {}

    /// The rows, each as its columns.
    public static Uni<List<Object[]>> rows(String sql, Object... values) {
        return connection()
                .chain(connection -> Uni.createFrom().completionStage(() -> connection.select(sql, values)))
                .map(PlainSql::list);
    }

    /// How many rows were changed.
    public static Uni<Integer> update(String sql, @Nullable Object... values) {
        return connection().chain(connection -> Uni.createFrom().completionStage(() -> connection.update(sql, values)));
    }

    /// Not part of its API, but a public method since Hibernate Reactive 1.
    private static Uni<ReactiveConnection> connection() {
        return Panache.getSession().map(session -> ((MutinySessionImpl) session).getReactiveConnection());
    }

    private static List<Object[]> list(ReactiveConnection.Result result) {
        var rows = new ArrayList<Object[]>(result.size());
        result.forEachRemaining(rows::add);
        return rows;
    }
}
