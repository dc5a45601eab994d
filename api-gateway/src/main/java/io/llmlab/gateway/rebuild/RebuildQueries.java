package io.llmlab.gateway.rebuild;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notes what was asked for and how far it is.
@ApplicationScoped
class RebuildQueries {

    private static final String REQUEST = """
            insert into rebuild (status, requested_at) values ('queued', $1) on conflict do nothing""";

    private static final String NEWEST = "select * from rebuild order by id desc limit 1";

    private static final String OPEN = "select id from rebuild where status in ('queued', 'running')";

    private static final String BEGIN = """
            update rebuild set status = 'running', started_at = $2, models = 0, jobs = 0, runs = 0, metrics = 0,
                   alerts = 0, series = 0
             where id = $1 and status in ('queued', 'running')""";

    private static final String NOTE = """
            update rebuild set models = $2, jobs = $3, runs = $4, metrics = $5, alerts = $6, series = $7
             where id = $1""";

    private static final String END = """
            update rebuild set status = case when cast($3 as text) is null then 'completed' else 'failed' end,
                   finished_at = $2, error = $3
             where id = $1""";

    private final Pool pool;
    private final Clock clock;

    RebuildQueries(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// Fails with a conflict while another one is not over.
    Uni<Void> request() {
        return pool.preparedQuery(REQUEST)
                .execute(Tuple.of(now()))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new Conflict("The read model is being rebuilt already");
                    }
                })
                .replaceWithVoid();
    }

    Uni<RebuildView> newest() {
        return pool.query(NEWEST)
                .execute()
                .map(rows -> rows.rowCount() == 0
                        ? RebuildView.NONE
                        : view(rows.iterator().next()));
    }

    /// The one that waits, or was begun and may have been left.
    Uni<Optional<Long>> open() {
        return pool.query(OPEN)
                .execute()
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getLong("id")));
    }

    /// @return whether it was still open
    Uni<Boolean> begin(long id) {
        return pool.preparedQuery(BEGIN).execute(Tuple.of(id, now())).map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> note(long id, Tally tally) {
        return pool.preparedQuery(NOTE)
                .execute(Tuple.from(new Object[] {
                    id, tally.models, tally.jobs, tally.runs, tally.metrics, tally.alerts, tally.series
                }))
                .replaceWithVoid();
    }

    /// @param error null where it succeeded
    Uni<Void> end(long id, @Nullable String error) {
        return pool.preparedQuery(END).execute(Tuple.of(id, now(), error)).replaceWithVoid();
    }

    private static RebuildView view(Row row) {
        return new RebuildView(
                RebuildStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                instant(row, "requested_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getLong("models"),
                row.getLong("jobs"),
                row.getLong("runs"),
                row.getLong("metrics"),
                row.getLong("alerts"),
                row.getLong("series"),
                row.getString("error"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
