package io.llmlab.runner.execute;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.runner.model.ModelReference;
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
import java.util.Optional;

/// The runs that wait, in Postgres: many instances take from it, none gets what another one has, and all together
/// have no more runs at a time than one may.
///
/// A run that is running waits too once its lease has run out: its instance is dead. All leases are on the
/// database's clock.
@ApplicationScoped
class Queue {

    /// Held by one instance at a time until its claim is committed, so that the count is true. Who is cut off
    /// from the database while it holds the lock loses it.
    private static final String ALONE = """
            select set_config('lock_timeout', '3s', true),
                set_config('idle_in_transaction_session_timeout', '5s', true),
                pg_advisory_xact_lock(hashtextextended('run claims of ' || current_schema(), 0))::text""";

    /// A lost run keeps its place until it is taken up, and goes before those that wait. The transaction may have
    /// waited for the lock since its `now()`: a lease from then on could be over before it is given.
    private static final String CLAIM = """
            with running as materialized (
                select count(*) as held, count(*) filter (where lease_until >= statement_timestamp()) as alive
                from run where status = 'RUNNING'),
            lost as (
                select id, run_at, true as resumed from run
                where status = 'RUNNING' and (lease_until is null or lease_until < statement_timestamp())
                    and (select alive from running) < $2::int
                order by lease_until nulls first limit 1
                for update skip locked),
            waiting as (
                select id, run_at, false as resumed from run
                where status = 'QUEUED' and (select held from running) < $2::int and not exists (select from lost)
                order by id limit 1
                for update skip locked),
            next as (select * from lost union all select * from waiting)
            update run r
            set status = 'RUNNING', attempt = r.attempt + 1,
                takeovers = case when not next.resumed then 0
                    when r.lease_until is null then r.takeovers else r.takeovers + 1 end,
                started_at = coalesce(r.started_at, statement_timestamp()),
                lease_until = statement_timestamp() + $1::bigint * interval '1 millisecond'
            from next, model m
            where r.id = next.id and r.run_at = next.run_at and m.id = r.model_id
            returning r.*, next.resumed, extract(epoch from statement_timestamp() - r.started_at)::float8 as elapsed,
                m.name as model_name, m.provider, m.model_type, m.base_url, m.remote_name, m.api_key_ref,
                m.cost_per_input_token, m.cost_per_output_token, m.api, m.request, m.labels as model_labels""";

    private final Pool pool;
    private final RunRows rows;
    private final Endpoints endpoints;
    private final Outbox outbox;
    private final ExecutionConfig config;
    private final Clock clock;

    Queue(Pool pool, RunRows rows, Endpoints endpoints, Outbox outbox, ExecutionConfig config, Clock clock) {
        this.pool = pool;
        this.rows = rows;
        this.endpoints = endpoints;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /// Takes the oldest run that waits, and says so.
    Uni<Optional<Assignment>> take() {
        return pool.withTransaction(connection -> connection
                .query(ALONE)
                .execute()
                .chain(() -> claim(connection))
                .call(found -> announce(connection, found)));
    }

    private Uni<Optional<Assignment>> claim(SqlConnection connection) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(config.lease().toMillis(), config.parallelism()))
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
                timeout == null ? config.runTimeout() : Duration.ofSeconds(timeout),
                Duration.ofMillis(Math.round(row.getDouble("elapsed") * 1000)),
                row.getString("request_id"),
                row.getOffsetDateTime("started_at").toInstant(),
                new ModelReference(
                        row.getLong("model_id"),
                        row.getString("model_name"),
                        Provider.valueOf(row.getString("provider")),
                        rows.labels(row.getString("model_labels"))),
                endpoints.read(row));
    }
}
