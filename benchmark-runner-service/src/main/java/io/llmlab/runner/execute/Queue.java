package io.llmlab.runner.execute;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.run.RunEvents;
import io.llmlab.runner.run.RunRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/// The runs that wait, in Postgres: many instances take from it and none gets what another one has.
///
/// A run that is running waits too once its lease has run out: its instance is dead. All leases are on the
/// database's clock.
@ApplicationScoped
class Queue {

    private static final String CLAIM = """
            with next as (
                select id, run_at, status = 'RUNNING' as resumed from run
                where status in ('QUEUED', 'RUNNING') and (status = 'QUEUED' or lease_until < now())
                order by id limit 1
                for update skip locked)
            update run r
            set status = 'RUNNING', attempt = r.attempt + 1,
                takeovers = case r.status when 'RUNNING' then r.takeovers + 1 else 0 end,
                started_at = coalesce(r.started_at, $1),
                lease_until = now() + $2 * interval '1 millisecond'
            from next, model m
            where r.id = next.id and r.run_at = next.run_at and m.id = r.model_id
            returning r.*, next.resumed, m.name as model_name, m.provider, m.model_type, m.base_url, m.remote_name, m.api_key_ref,
                m.cost_per_input_token, m.cost_per_output_token, m.labels as model_labels""";

    private final Pool pool;
    private final RunRows rows;
    private final Outbox outbox;
    private final ExecutionConfig config;
    private final Clock clock;

    Queue(Pool pool, RunRows rows, Outbox outbox, ExecutionConfig config, Clock clock) {
        this.pool = pool;
        this.rows = rows;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /// Takes the oldest run that waits, and says so.
    Uni<Optional<Assignment>> take() {
        return pool.withTransaction(connection -> claim(connection).call(found -> announce(connection, found)));
    }

    private Uni<Optional<Assignment>> claim(SqlConnection connection) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(
                        clock.instant().atOffset(ZoneOffset.UTC), config.lease().toMillis()))
                .map(this::first);
    }

    private Optional<Assignment> first(RowSet<Row> found) {
        return found.rowCount() == 0
                ? Optional.empty()
                : Optional.of(assignment(found.iterator().next()));
    }

    private Uni<Void> announce(SqlConnection connection, Optional<Assignment> found) {
        return found.map(taken ->
                        outbox.append(connection, RunEvents.changed(taken.run(), taken.model(), clock.instant())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Assignment assignment(Row row) {
        var timeout = row.getInteger("timeout_seconds");
        return new Assignment(
                rows.view(row),
                row.getInteger("attempt"),
                row.getInteger("takeovers"),
                row.getBoolean("resumed"),
                row.getLong("dataset_id"),
                timeout == null ? null : Duration.ofSeconds(timeout),
                row.getString("request_id"),
                row.getOffsetDateTime("started_at").toInstant(),
                new ModelReference(
                        row.getLong("model_id"),
                        row.getString("model_name"),
                        Provider.valueOf(row.getString("provider")),
                        rows.labels(row.getString("model_labels"))),
                endpoint(row));
    }

    private static Endpoint endpoint(Row row) {
        var name = row.getString("model_name");
        var remoteName = row.getString("remote_name");
        return new Endpoint(
                row.getLong("model_id"),
                name,
                ModelType.valueOf(row.getString("model_type")),
                row.getString("base_url"),
                remoteName == null ? name : remoteName,
                row.getString("api_key_ref"),
                row.getBigDecimal("cost_per_input_token"),
                row.getBigDecimal("cost_per_output_token"));
    }
}
