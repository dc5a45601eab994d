package io.llmlab.bench.regression;

import io.llmlab.bench.store.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/// The regression service's tables, as the benchmark fills and watches them. Histories are written into them, because
/// sending them as events would take longer than all measurements.
final class RegressionDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// A look reads thousands of rows: more of them would take what is measured away.
    private static final int BETWEEN_LOOKS = 50;

    private static final String MODELS = """
            insert into model (id, name) select m, 'bench-' || m from generate_series(?::bigint, ?) as m
            on conflict do nothing""";

    private static final String RUNS = """
            insert into measured_run (run_id, model_id, dataset_name, stream, at, received_at)
            select m * 1000000 + n, m, ?, ?, ?::timestamptz - n * ?::interval, ?::timestamptz - n * ?::interval
            from generate_series(?::bigint, ?) as m cross join generate_series(1, ?) as n""";

    private static final String SERIES = """
            insert into series (model_id, dataset_name, metric_type, metric_name, stream, unit, higher_is_better,
                newest_at, newest_run_id)
            select m, ?, ?, ?, ?, ?, ?, ?::timestamptz - ?::interval, m * 1000000 + 1
            from generate_series(?::bigint, ?) as m""";

    private static final String MONTHS = """
            select count(provide_point_month(at)) from (
                select distinct date_trunc('month', r.at at time zone 'UTC') at time zone 'UTC' as at
                from measured_run r) as months""";

    private static final String POINTS = """
            insert into point (series_id, at, run_id, value, std_error, sample_count, backfill)
            select s.id, r.at, r.run_id, ? * exp(? * random_normal()), null, ?, false
            from series s join measured_run r using (model_id)
            where s.metric_type = ? and s.metric_name = ? and s.model_id between ? and ?""";

    private static final String STORED = "select count(*) from measured_run where run_id between ? and ?";

    private static final String POINTS_READ = """
            select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables
            where schemaname = current_schema and relname like 'point%'""";

    private final Connection connection;

    RegressionDatabase(String url) throws IOException {
        try {
            connection = Database.connect(url);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    /// Writes a history for each of the models, one run every `step`, which ends a step before `end`.
    void load(long firstModel, long lastModel, int runs, Duration step, Instant end) throws IOException {
        var apart = step.toSeconds() + " seconds";
        var last = Timestamp.from(end);
        try {
            update(MODELS, firstModel, lastModel);
            update(RUNS, Events.DATASET, Events.STREAM, last, apart, last, apart, firstModel, lastModel, runs);
            number(MONTHS);
            for (var metric : Metric.ALL) {
                update(
                        SERIES,
                        Events.DATASET,
                        metric.type(),
                        metric.name(),
                        Events.STREAM,
                        metric.unit(),
                        metric.higherIsBetter(),
                        last,
                        apart,
                        firstModel,
                        lastModel);
                update(
                        POINTS,
                        metric.usual(),
                        metric.spread(),
                        Metric.SAMPLES,
                        metric.type(),
                        metric.name(),
                        firstModel,
                        lastModel);
            }
            update("analyze");
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    /// Waits until all of these runs are in their series.
    void awaitStored(long firstRun, long lastRun) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (stored(firstRun, lastRun) < lastRun - firstRun + 1) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%d of %d runs were stored within %d minutes"
                        .formatted(stored(firstRun, lastRun), lastRun - firstRun + 1, PATIENCE.toMinutes()));
            }
            pause(Duration.ofMillis(BETWEEN_LOOKS));
        }
    }

    /// Rows of points that were read since the server's start. Its processes tell within ten seconds of idling.
    long pointsRead() throws IOException {
        pause(Duration.ofSeconds(11));
        try {
            return number(POINTS_READ);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    private long stored(long firstRun, long lastRun) throws IOException {
        try {
            return number(STORED, firstRun, lastRun);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    private void update(String statement, Object... values) throws SQLException {
        try (var prepared = connection.prepareStatement(statement)) {
            for (var index = 0; index < values.length; index++) {
                prepared.setObject(index + 1, values[index]);
            }
            prepared.executeUpdate();
        }
    }

    private long number(String query, Object... values) throws SQLException {
        try (var prepared = connection.prepareStatement(query)) {
            for (var index = 0; index < values.length; index++) {
                prepared.setObject(index + 1, values[index]);
            }
            try (var found = prepared.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    private static IOException refused(SQLException failure) {
        return new IOException("The database refuses: " + failure.getMessage(), failure);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }
}
