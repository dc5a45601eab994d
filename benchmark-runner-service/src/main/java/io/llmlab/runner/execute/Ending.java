package io.llmlab.runner.execute;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.runner.event.ItemScores;
import io.llmlab.runner.run.AnswerDetails;
import io.llmlab.runner.run.JudgeDetails;
import io.llmlab.runner.run.RepeatTally;
import io.llmlab.runner.run.RunEvents;
import io.llmlab.runner.run.RunRows;
import io.llmlab.runner.run.RunStore;
import io.llmlab.runner.run.RunView;
import io.llmlab.runner.run.SampleResult;
import io.llmlab.runner.run.Sql;
import io.llmlab.runner.run.Summary;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Ends a run: state, metrics and events in one transaction, once, because it is fenced like every line of
/// [Ledger].
@ApplicationScoped
class Ending {

    private static final String SAMPLES = """
            select item_key, score, latency_ms, input_tokens, output_tokens, cost, error is not null, cluster, parsed,
                epoch, refused, time_to_first_token_ms, tokens_per_second,
                judge_reply is not null, judge_input_tokens, judge_output_tokens, judge_cost, judge_label,
                judge_label_score, error is null or answer is not null
            from sample where run_id = $1 and run_at = $2 order by position""";
    private static final String LAST_ERROR = """
            select error from sample where run_id = $1 and run_at = $2 and error is not null
            order by position desc limit 1""";
    private static final String END = """
            update run set status = $4, error_message = $5, accuracy = $6, latency_ms = $7, total_cost = $8,
                total_tokens_input = $9, total_tokens_output = $10, sample_count = $11, error_count = $12, done = $11,
                measurable = $13, completed_at = $14, duration_seconds = $15, lease_until = null
            where id = $1 and run_at = $2 and attempt = $3 and status = 'RUNNING' returning *""";

    /// Metrics that are true of part of a data set too.
    private static final Set<String> ALSO_OF_FAILED =
            Set.of("error_rate", "judge_cost", "judge_tokens_input", "judge_tokens_output");

    private static final String NOTHING_MEASURED = "The run ended without a single sample or metric";

    private final Pool pool;
    private final RunStore store;
    private final RunRows rows;
    private final Outbox outbox;
    private final ExecutionConfig config;
    private final Clock clock;

    Ending(Pool pool, RunStore store, RunRows rows, Outbox outbox, ExecutionConfig config, Clock clock) {
        this.pool = pool;
        this.store = store;
        this.rows = rows;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /// The run went to its end.
    Uni<RunView> complete(Assignment taken, Measured measured) {
        return end(taken, measured, Optional.empty());
    }

    /// The run ends before its end; what there is of it stays.
    Uni<RunView> fail(Assignment taken, String reason) {
        return end(taken, Measured.bySamples(), Optional.of(reason));
    }

    private Uni<RunView> end(Assignment taken, Measured measured, Optional<String> failure) {
        return pool.withTransaction(connection -> samples(connection, taken)
                .chain(samples -> reason(connection, taken, samples, measured, failure)
                        .chain(reason -> end(connection, taken, samples, measured, reason))));
    }

    private Uni<RunView> end(
            SqlConnection connection,
            Assignment taken,
            List<SampleResult> samples,
            Measured measured,
            Optional<String> failure) {
        var all = measured.summary(bySamples(taken, samples), config.errorLimit());
        var summary = failure.isPresent() ? ofFailed(all) : all;
        return close(connection, taken, failure.orElse(null), summary)
                .call(run -> store.insertMetrics(Sql.on(connection), run, summary.metrics()))
                .call(run -> announce(connection, taken, run, summary, failure.isPresent() ? List.of() : samples));
    }

    private Summary bySamples(Assignment taken, List<SampleResult> samples) {
        var summary = Summary.of(samples, config.errorLimit())
                .with(RepeatTally.of(samples).metrics(taken.config().passAtOrDefault()));
        return taken.config().usesCache() ? summary.ofKeptAnswers() : summary;
    }

    /// A run of which no sample was answered has failed, whatever was thought of it before.
    private static Uni<Optional<String>> reason(
            SqlConnection connection,
            Assignment taken,
            List<SampleResult> samples,
            Measured measured,
            Optional<String> failure) {
        if (failure.isPresent() || samples.stream().anyMatch(sample -> !sample.failed())) {
            return Uni.createFrom().item(failure);
        }
        if (samples.isEmpty()) {
            return Uni.createFrom()
                    .item(measured.metrics().isEmpty() ? Optional.of(NOTHING_MEASURED) : Optional.empty());
        }
        return connection
                .preparedQuery(LAST_ERROR)
                .execute(Ledger.run(taken))
                .map(found -> Optional.of("None of the %d requests was answered. %s"
                        .formatted(samples.size(), found.iterator().next().getString(0))));
    }

    private static Uni<List<SampleResult>> samples(SqlConnection connection, Assignment taken) {
        return connection
                .preparedQuery(SAMPLES)
                .execute(Ledger.run(taken))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(Ending::sample)
                        .toList());
    }

    private static SampleResult sample(Row row) {
        return new SampleResult(
                row.getString(0),
                row.getDouble(1),
                row.getDouble(2),
                row.getLong(3),
                row.getLong(4),
                row.getDouble(5),
                row.getBoolean(6),
                row.getBoolean(19),
                row.getString(7),
                row.getBoolean(8),
                new AnswerDetails(
                        row.getInteger(9), row.getBoolean(10), null, null, null, row.getDouble(11), row.getDouble(12)),
                judge(row));
    }

    /// The words of the reply do not matter any more.
    private static JudgeDetails judge(Row row) {
        return new JudgeDetails(
                row.getBoolean(13) ? "" : null,
                null,
                null,
                row.getLong(14),
                row.getLong(15),
                row.getDouble(16),
                row.getDouble(17),
                row.getDouble(18));
    }

    /// Part of a data set is no measure of quality; what it cost and how much failed is true all the same.
    private static Summary ofFailed(Summary summary) {
        return new Summary(
                summary.sampleCount(),
                summary.errorCount(),
                false,
                null,
                null,
                summary.totalCost(),
                summary.tokensInput(),
                summary.tokensOutput(),
                summary.metrics().stream()
                        .filter(metric -> ALSO_OF_FAILED.contains(metric.metricName()))
                        .toList());
    }

    private Uni<RunView> close(SqlConnection connection, Assignment taken, @Nullable String failure, Summary summary) {
        var at = clock.instant();
        var line = Ledger.fence(taken)
                .addString(failure == null ? "COMPLETED" : "FAILED")
                .addString(failure)
                .addDouble(summary.accuracy())
                .addDouble(summary.latencyMs())
                .addDouble(summary.totalCost())
                .addLong(summary.tokensInput())
                .addLong(summary.tokensOutput())
                .addInteger(summary.sampleCount())
                .addInteger(summary.errorCount())
                .addBoolean(summary.measurable())
                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                .addDouble(Duration.between(taken.startedAt(), at).toMillis() / 1000.0);
        return connection
                .preparedQuery(END)
                .execute(line)
                .invoke(found -> Ledger.requireOne(found, taken))
                .map(this::view);
    }

    private RunView view(RowSet<Row> found) {
        return rows.view(found.iterator().next());
    }

    private Uni<Void> announce(
            SqlConnection connection, Assignment taken, RunView run, Summary summary, List<SampleResult> samples) {
        var at = clock.instant();
        var items = new ItemScores.Collector();
        RepeatTally.merged(samples).forEach(item -> items.add(item.itemKey(), item.score(), item.cluster()));
        return outbox.append(
                        connection,
                        RunEvents.completed(
                                run, taken.requestId(), taken.model(), summary.metrics(), items.items(), at))
                .chain(() -> outbox.append(connection, RunEvents.changed(run, taken.model(), at)));
    }
}
