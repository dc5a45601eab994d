package io.llmlab.runner.execute;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.RunEvents;
import io.llmlab.runner.run.RunRows;
import io.llmlab.runner.run.RunStore;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.run.Sql;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Writes down what becomes of a run while it is running. Every line is fenced by the attempt's number: an
/// executor that has lost the run fails with [Superseded] and changes nothing.
@ApplicationScoped
class Ledger {

    /// `$1` to `$3`: run, its time, attempt.
    private static final String FENCE = " where id = $1 and run_at = $2 and attempt = $3 and status = 'RUNNING'";

    private static final String RENEW_LEASE =
            "update run set lease_until = statement_timestamp() + $4 * interval '1 millisecond'" + FENCE;

    private static final String ANSWERED_BY = "update run set model_resolved = $4" + FENCE;

    private static final String LOOK = "select 1 from run" + FENCE;

    /// The attempt's number goes up so that nothing of this one that is still under way counts.
    private static final String HAND_BACK = "update run set lease_until = null, attempt = attempt + 1" + FENCE;

    private static final String PLAN = """
            update run set total = $4, fingerprint = $5, stream = $6,
                done = (select count(*) from sample s where s.run_id = $1 and s.run_at = $2 and not (%s)),
                error_count = (select count(*) from sample s
                    where s.run_id = $1 and s.run_at = $2 and s.error is not null)
            """.formatted(RunStore.AWAITS_JUDGE) + FENCE;

    /// `$4`: the lease in milliseconds.
    private static final String AND_SAY_SO =
            """
            , lease_until = statement_timestamp() + $4 * interval '1 millisecond',
                announced_at = case when announced_at is null or announced_at <= now() - interval '1 second'
                    then now() else announced_at end
            """ + FENCE + " returning *, announced_at = now() as is_due, now() as changed_at";

    private static final String STORED_MORE =
            "update run set done = done + $5, error_count = error_count + $6" + AND_SAY_SO;
    private static final String PROGRESS = "update run set done = $5, total = coalesce($6, total)" + AND_SAY_SO;

    private static final String STORED = "select position from sample where run_id = $1 and run_at = $2";
    private static final String UNJUDGED = STORED + " and" + RunStore.AWAITS_JUDGE;

    private final Pool pool;
    private final RunStore store;
    private final RunRows rows;
    private final Outbox outbox;
    private final Spending spending;
    private final ExecutionConfig config;

    Ledger(Pool pool, RunStore store, RunRows rows, Outbox outbox, Spending spending, ExecutionConfig config) {
        this.pool = pool;
        this.store = store;
        this.rows = rows;
        this.outbox = outbox;
        this.spending = spending;
        this.config = config;
    }

    /// Positions of the samples that are stored.
    Uni<Set<Integer>> stored(Assignment taken) {
        return positions(STORED, taken);
    }

    /// Positions of the samples whose answers wait for a judge.
    Uni<Set<Integer>> unjudged(Assignment taken) {
        return positions(UNJUDGED, taken);
    }

    private Uni<Set<Integer>> positions(String statement, Assignment taken) {
        return pool.preparedQuery(statement)
                .execute(run(taken))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> row.getInteger(0))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    Uni<Void> planned(Assignment taken, @Nullable Integer total, Fingerprint fingerprint) {
        var line = fence(taken)
                .addInteger(total)
                .addString(fingerprint.parts().toString())
                .addString(fingerprint.stream());
        return pool.preparedQuery(PLAN)
                .execute(line)
                .invoke(found -> requireOne(found, taken))
                .replaceWithVoid();
    }

    Uni<Void> answeredBy(Assignment taken, String model) {
        return pool.preparedQuery(ANSWERED_BY)
                .execute(fence(taken).addString(model))
                .invoke(found -> requireOne(found, taken))
                .replaceWithVoid();
    }

    Uni<Void> renewLease(Assignment taken) {
        return pool.preparedQuery(RENEW_LEASE)
                .execute(fence(taken).addLong(config.lease().toMillis()))
                .invoke(found -> requireOne(found, taken))
                .replaceWithVoid();
    }

    /// Fails where the run was cancelled or taken up by another instance.
    Uni<Void> requireMine(Assignment taken) {
        return pool.preparedQuery(LOOK)
                .execute(fence(taken))
                .invoke(found -> {
                    if (found.size() == 0) {
                        throw new Superseded(taken.run().id(), taken.attempt());
                    }
                })
                .replaceWithVoid();
    }

    /// Leaves the run to whoever is next, as if the lease had run out, but without counting as a loss.
    Uni<Void> handBack(Assignment taken) {
        return pool.preparedQuery(HAND_BACK)
                .execute(fence(taken))
                .invoke(found -> requireOne(found, taken))
                .replaceWithVoid();
    }

    /// Stores samples and progress, and tells of it at most once a second.
    ///
    /// @param judge the model that judged them; null: none did
    Uni<Void> store(Assignment taken, List<SampleRow> samples, @Nullable JudgeModel judge) {
        return write(
                taken,
                samples,
                judge,
                connection -> store.insertSamples(
                        Sql.on(connection), taken.run().id(), taken.run().timestamp(), samples));
    }

    /// As [#store], of samples whose answers are stored: only what the judge said is new.
    Uni<Void> judge(Assignment taken, List<SampleRow> samples, @Nullable JudgeModel judge) {
        return write(
                taken,
                samples,
                judge,
                connection -> store.judgeSamples(
                        Sql.on(connection), taken.run().id(), taken.run().timestamp(), samples));
    }

    private Uni<Void> write(
            Assignment taken,
            List<SampleRow> samples,
            @Nullable JudgeModel judge,
            Function<SqlConnection, Uni<?>> write) {
        var errors =
                (int) samples.stream().filter(sample -> sample.error() != null).count();
        var line = fence(taken)
                .addLong(config.lease().toMillis())
                .addInteger(samples.size())
                .addInteger(errors);
        return pool.withTransaction(connection -> advance(connection, taken, STORED_MORE, line)
                .call(() -> write.apply(connection))
                .call(() -> spend(connection, costs(taken, samples, judge)))
                .chain(row -> announce(connection, taken, row)));
    }

    /// Model by model in the order of their ids, so that two runs that judge each other do not wait crosswise.
    private Uni<Void> spend(SqlConnection connection, SortedMap<Long, Double> costs) {
        return Multi.createFrom()
                .iterable(costs.entrySet())
                .onItem()
                .transformToUniAndConcatenate(one -> spending.add(connection, one.getKey(), one.getValue()))
                .onItem()
                .ignoreAsUni();
    }

    private static SortedMap<Long, Double> costs(
            Assignment taken, List<SampleRow> samples, @Nullable JudgeModel judge) {
        var costs = new TreeMap<Long, Double>();
        costs.put(taken.model().id(), sum(samples, SampleRow::cost));
        if (judge != null) {
            costs.merge(
                    judge.endpoint().modelId(),
                    sum(samples, sample -> sample.judge().cost()),
                    Double::sum);
        }
        return costs;
    }

    private static double sum(List<SampleRow> samples, Function<SampleRow, @Nullable Double> cost) {
        return samples.stream()
                .map(cost)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /// Progress without samples, which an executor may know of before it has them.
    Uni<Void> progress(Assignment taken, int done, @Nullable Integer total) {
        var line =
                fence(taken).addLong(config.lease().toMillis()).addInteger(done).addInteger(total);
        return pool.withTransaction(connection ->
                advance(connection, taken, PROGRESS, line).chain(row -> announce(connection, taken, row)));
    }

    private static Uni<Row> advance(SqlConnection connection, Assignment taken, String statement, Tuple line) {
        return connection
                .preparedQuery(statement)
                .execute(line)
                .invoke(found -> requireOne(found, taken))
                .map(found -> found.iterator().next());
    }

    private Uni<Void> announce(SqlConnection connection, Assignment taken, Row row) {
        return row.getBoolean("is_due")
                ? outbox.append(
                        connection,
                        RunEvents.changed(
                                rows.view(row),
                                taken.model(),
                                row.getOffsetDateTime("changed_at").toInstant()))
                : Uni.createFrom().voidItem();
    }

    /// `$1` and `$2`.
    static Tuple run(Assignment taken) {
        return Tuple.of(taken.run().id(), utc(taken.run().timestamp()));
    }

    static Tuple fence(Assignment taken) {
        return Tuple.of(taken.run().id(), utc(taken.run().timestamp()), taken.attempt());
    }

    static void requireOne(RowSet<Row> found, Assignment taken) {
        if (found.rowCount() != 1) {
            throw new Superseded(taken.run().id(), taken.attempt());
        }
    }

    private static Object utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
