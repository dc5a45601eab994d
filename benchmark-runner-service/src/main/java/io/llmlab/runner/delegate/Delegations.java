package io.llmlab.runner.delegate;

import io.llmlab.runner.run.RunView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What was given to outside runners and whether they are heard of, on the database's clock.
@ApplicationScoped
class Delegations {

    private static final String OPEN = """
            insert into delegation (run_id, run_at, executor_name, url, secret_ref, heartbeat_seconds,
                request_timeout_seconds, stored)
            select $1, $2, e.name, e.url, e.secret_ref, e.heartbeat_seconds, e.request_timeout_seconds,
                (select count(*) from sample s where s.run_id = $1 and s.run_at = $2)
            from executor e where e.name = $3
            returning *""";

    /// What a retry left of an earlier attempt is progress of this one.
    private static final String COUNT = """
            update run set done = d.stored, total = null, error_count = 0
            from delegation d where d.id = $1 and run.id = d.run_id and run.run_at = d.run_at and run.status = 'RUNNING'""";

    /// The time in which nobody here listened does not count against the outside runner.
    private static final String RESUME = """
            update delegation set heard_at = now()
            where id = (select max(id) from delegation where run_id = $1) and run_at = $2 and closed_at is null
            returning *""";

    private static final String ALLOW = "insert into delegation_token (hash, delegation_id) values ($1, $2)";
    private static final String ACKNOWLEDGE = """
            update delegation set acknowledged_at = coalesce(acknowledged_at, now()), heard_at = now() where id = $1""";
    private static final String LISTEN_ANEW = "update delegation set heard_at = now() where id = $1";
    private static final String LOOK = """
            select acknowledged_at is not null as acknowledged, outcome, reason, stored, metrics, fingerprint, heard_at,
                heard_at < now() - heartbeat_seconds * interval '1 second' as overdue
            from delegation where id = $1""";

    /// Fenced: a report that came in between is heard.
    private static final String SILENCE = """
            update delegation set outcome = 'SILENT', reason = $2
            where id = $1 and outcome is null and heard_at < now() - heartbeat_seconds * interval '1 second'""";

    private static final String CLOSE_ENDED = """
            with ended as (
                select d.id from delegation d left join run r on r.id = d.run_id and r.run_at = d.run_at
                where d.closed_at is null and (r.status is distinct from 'RUNNING'
                    or exists (select 1 from delegation n where n.run_id = d.run_id and n.id > d.id))
                order by d.id limit $1
                for update of d skip locked)
            update delegation d set closed_at = now() from ended where d.id = ended.id returning d.*""";

    private static final String FORGET = """
            delete from delegation where id in (
                select id from delegation where closed_at < now() - $1 * interval '1 second' order by closed_at limit $2)""";

    private final Pool pool;

    Delegations(Pool pool) {
        this.pool = pool;
    }

    /// What is known of a delegation.
    ///
    /// @param stored samples the run has
    /// @param metrics a JSON array of what was reported, or null
    /// @param fingerprint a JSON object, or null
    /// @param overdue whether a heartbeat is missing
    record State(
            boolean acknowledged,
            @Nullable Outcome outcome,
            @Nullable String reason,
            int stored,
            @Nullable String metrics,
            @Nullable String fingerprint,
            Instant heardAt,
            boolean overdue) {}

    enum Outcome {
        COMPLETED,
        FAILED,
        SILENT
    }

    /// @param toBeTold whether the outside runner does not know that it is over
    record Closed(Delegation delegation, boolean toBeTold) {}

    /// @return empty where no executor has the name
    Uni<Optional<Delegation>> open(RunView run, String executorName) {
        return pool.withTransaction(connection -> insert(connection, run, executorName)
                .call(made -> made.map(delegation -> count(connection, delegation))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /// The one of an attempt whose instance has died; empty where it died before it made one.
    Uni<Optional<Delegation>> resume(RunView run) {
        return pool.preparedQuery(RESUME)
                .execute(Tuple.of(run.id(), run.timestamp().atOffset(ZoneOffset.UTC)))
                .map(Delegations::first);
    }

    Uni<Void> allow(Delegation delegation, CallbackToken token) {
        return pool.preparedQuery(ALLOW)
                .execute(Tuple.of(token.hash(), delegation.id()))
                .replaceWithVoid();
    }

    Uni<Void> acknowledge(Delegation delegation) {
        return pool.preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(delegation.id()))
                .replaceWithVoid();
    }

    Uni<Void> listenAnew(Delegation delegation) {
        return pool.preparedQuery(LISTEN_ANEW)
                .execute(Tuple.of(delegation.id()))
                .replaceWithVoid();
    }

    Uni<State> look(Delegation delegation) {
        return pool.preparedQuery(LOOK)
                .execute(Tuple.of(delegation.id()))
                .map(found -> state(found.iterator().next()));
    }

    Uni<Void> silence(Delegation delegation, String reason) {
        return pool.preparedQuery(SILENCE)
                .execute(Tuple.of(delegation.id(), reason))
                .replaceWithVoid();
    }

    /// Closes those whose run is over or was taken up anew; each is given to one caller.
    Uni<List<Closed>> closeEnded(int most) {
        return pool.preparedQuery(CLOSE_ENDED)
                .execute(Tuple.of(most))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> new Closed(delegation(row), isToBeTold(row)))
                        .toList());
    }

    Uni<Void> forget(Duration age, int most) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(age.toSeconds(), most))
                .replaceWithVoid();
    }

    static Delegation delegation(Row row) {
        return new Delegation(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getOffsetDateTime("run_at").toInstant(),
                row.getString("executor_name"),
                row.getString("url"),
                row.getString("secret_ref"),
                Duration.ofSeconds(row.getInteger("heartbeat_seconds")),
                Duration.ofSeconds(row.getInteger("request_timeout_seconds")),
                row.getOffsetDateTime("acknowledged_at") != null);
    }

    static @Nullable Outcome outcome(Row row) {
        var outcome = row.getString("outcome");
        return outcome == null ? null : Outcome.valueOf(outcome);
    }

    private static Uni<Optional<Delegation>> insert(SqlConnection connection, RunView run, String executorName) {
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.of(run.id(), run.timestamp().atOffset(ZoneOffset.UTC), executorName))
                .map(Delegations::first);
    }

    private static Uni<Void> count(SqlConnection connection, Delegation delegation) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(delegation.id()))
                .replaceWithVoid();
    }

    private static Optional<Delegation> first(Iterable<Row> found) {
        return StreamSupport.stream(found.spliterator(), false).findFirst().map(Delegations::delegation);
    }

    private static State state(Row row) {
        return new State(
                row.getBoolean("acknowledged"),
                outcome(row),
                row.getString("reason"),
                row.getInteger("stored"),
                row.getString("metrics"),
                row.getString("fingerprint"),
                row.getOffsetDateTime("heard_at").toInstant(),
                row.getBoolean("overdue"));
    }

    private static boolean isToBeTold(Row row) {
        var outcome = outcome(row);
        return outcome == null || outcome == Outcome.SILENT;
    }
}
