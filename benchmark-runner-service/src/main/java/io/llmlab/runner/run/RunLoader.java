package io.llmlab.runner.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Stores finished runs with any number of samples: run, metrics, samples and the event in the caller's JDBC
/// transaction. It blocks: call it on a worker thread.
///
/// It is JDBC and not the reactive client because COPY takes samples as fast as they are read, and the reader, a plain
/// loop, is held back by the database of itself.
@ApplicationScoped
public class RunLoader {

    private static final double ERROR_LIMIT = 0.05;

    private static final String NEXT_ID = "select nextval('run_id_seq')";
    private static final String ENSURE_PARTITIONS = "select 1 from ensure_run_partitions(?)";

    private static final String INSERT_RUN = """
            insert into run (id, run_at, model_id, dataset_name, dataset_version, run_config, accuracy, latency_ms,
                total_cost, total_tokens_input, total_tokens_output, status, error_message, duration_seconds,
                sample_count, error_count, done, total, trigger_type, source, batch_id, labels, fingerprint, stream,
                measurable, created_at, started_at, completed_at, parent_run_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String DROP_SAMPLES = "delete from sample where run_id = ? and run_at = ?";

    private static final String INSERT_METRIC = """
            insert into metric (run_id, run_at, model_id, dataset_name, metric_type, metric_name, value, unit, at,
                std_error, sample_count, higher_is_better)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final ObjectMapper mapper;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    RunLoader(ObjectMapper mapper, Outbox outbox, Audit audit, Clock clock) {
        this.mapper = mapper;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// Makes the partitions of a time's month. Call it before the transaction: the lock it takes would last as long.
    public void ensurePartitions(Connection connection, Instant moment) throws SQLException {
        try (var ensure = connection.prepareStatement(ENSURE_PARTITIONS)) {
            ensure.setObject(1, moment.atOffset(ZoneOffset.UTC));
            ensure.execute();
        }
    }

    /// The id of a run that is stored next.
    public long nextId(Connection connection) throws SQLException {
        try (var next = connection.createStatement();
                var row = next.executeQuery(NEXT_ID)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Within the connection's transaction; its month's partitions are there.
    ///
    /// @param history whether nobody is to be woken for what the run shows
    public RunView store(Connection connection, long id, IncomingRun run, boolean history) throws SQLException {
        var samples = SampleCopy.of(connection, id, run.timestamp(), run.samples());
        var summary = run.summary(samples.tally(), ERROR_LIMIT);
        var view = view(id, run, summary);
        insertRun(connection, view);
        insertMetrics(connection, view, summary.metrics());
        outbox.append(
                connection,
                RunEvents.completed(
                        view, null, run.model(), summary.metrics(), samples.items(), view.createdAt(), history));
        audit.record(connection, Audit.ANONYMOUS, "imported", "run " + id);
        return view;
    }

    /// Gives a run that is there already, and is at its time, other samples instead of those it has. Within the
    /// connection's transaction.
    ///
    /// @return what they and the run's own metrics say together
    public Summary replaceSamples(Connection connection, long id, IncomingRun run) throws SQLException {
        try (var drop = connection.prepareStatement(DROP_SAMPLES)) {
            fill(drop, id, run.timestamp());
            drop.executeUpdate();
        }
        return run.summary(
                SampleCopy.of(connection, id, run.timestamp(), run.samples()).tally(), ERROR_LIMIT);
    }

    private RunView view(long id, IncomingRun run, Summary summary) {
        return new RunView(
                id,
                run.timestamp(),
                run.model().id(),
                run.datasetName(),
                run.datasetVersion(),
                run.runConfig(),
                summary.accuracy(),
                summary.latencyMs(),
                summary.totalCost(),
                summary.tokensInput(),
                summary.tokensOutput(),
                run.status(),
                run.errorMessage(),
                run.durationSeconds(),
                summary.sampleCount(),
                null,
                TriggerType.MANUAL,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                run.completedAt(),
                summary.measurable() && run.status() == RunStatus.COMPLETED,
                null,
                summary.errorCount(),
                new RunView.Progress(summary.sampleCount(), summary.sampleCount()),
                run.source(),
                run.batchId(),
                null,
                run.fingerprint().stream(),
                run.fingerprint().parts(),
                run.labels(),
                run.parentRunId(),
                null,
                List.of());
    }

    private void insertRun(Connection connection, RunView run) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_RUN)) {
            fill(
                    insert,
                    run.id(),
                    run.timestamp(),
                    run.modelId(),
                    run.datasetName(),
                    run.datasetVersion(),
                    json(run.runConfig()),
                    run.accuracy(),
                    run.latencyMs(),
                    run.totalCost(),
                    run.totalTokensInput(),
                    run.totalTokensOutput(),
                    run.status().name(),
                    run.errorMessage(),
                    run.durationSeconds(),
                    run.sampleCount(),
                    run.errorCount(),
                    run.progress().done(),
                    run.progress().total(),
                    run.triggerType().name(),
                    run.source(),
                    run.batchId(),
                    json(run.labels()),
                    json(run.fingerprint()),
                    run.stream(),
                    run.measurable(),
                    run.createdAt(),
                    run.timestamp(),
                    run.completedAt(),
                    run.parentRunId());
            insert.executeUpdate();
        }
    }

    private static void insertMetrics(Connection connection, RunView run, List<NewMetric> metrics) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_METRIC)) {
            for (var metric : metrics) {
                fill(
                        insert,
                        run.id(),
                        run.timestamp(),
                        run.modelId(),
                        run.datasetName(),
                        metric.metricType().name().toLowerCase(Locale.ROOT),
                        metric.metricName(),
                        metric.value(),
                        metric.unit(),
                        run.timestamp(),
                        metric.stdError(),
                        metric.sampleCount(),
                        metric.higherIsBetter());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void fill(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (var index = 0; index < values.length; index++) {
            statement.setObject(
                    index + 1, values[index] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values[index]);
        }
    }

    private String json(@Nullable Object value) {
        try {
            // As in RunStore: Postgres keeps no NUL in a text.
            return mapper.writeValueAsString(value).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A part of a run is no JSON", unwritable);
        }
    }
}
