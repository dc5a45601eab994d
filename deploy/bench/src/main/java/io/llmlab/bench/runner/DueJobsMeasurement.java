package io.llmlab.bench.runner;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.bench.store.Database;
import io.llmlab.local.replay.Fault;
import io.llmlab.local.replay.Recording;
import io.llmlab.local.replay.ReplayServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Ten thousand jobs that fall due in the same second: how long until the last one's run is in the queue, whether they
/// start in their order, and what the runner holds of memory and connections meanwhile.
///
/// The jobs are written into the database, because making them by HTTP would take longer than firing them. Their
/// model never answers, so the runs stay in the queue and the executor does not disturb.
final class DueJobsMeasurement {

    private static final int JOBS = 10_000;
    private static final Duration PREPARATION = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// `quarkus.datasource.reactive.max-size`, `quarkus.datasource.jdbc.max-size`, and the one that listens.
    private static final int MOST_CONNECTIONS = 16 + 4 + 1;

    private static final String MODEL = "silent";

    private static final String INSERT = """
            insert into job (job_id, model_id, dataset_name, benchmark_config, schedule_type, schedule_params, timezone,
                jitter_seconds, enabled, max_instances, coalesce_missed, misfire_grace_time, cooldown_minutes, metadata,
                labels, scheduled_from, next_fire, due_at, created_at, updated_at)
            select 'bench-' || n, ?, 'silence', '{}', 'INTERVAL', '{"days": 1}', 'UTC',
                0, true, 1, true, 3600, 0, '{}', '{}', ?, ?, ?, now(), now()
            from generate_series(1, ?) as n""";
    private static final String FIRED = "select count(*) from job_firing where run_id is not null";
    private static final String OUT_OF_ORDER = """
            select count(*) from (
                select j.id < lag(j.id) over (order by f.run_id) as earlier
                from job_firing f join job j on j.id = f.job) as pairs
            where earlier""";

    private final RunnerClient lab;
    private final String databaseUrl;
    private final URI metrics;
    private final Report report;

    /// @param metrics the address of the runner's metrics
    DueJobsMeasurement(RunnerClient lab, String databaseUrl, URI metrics, Report report) {
        this.lab = lab;
        this.databaseUrl = databaseUrl;
        this.metrics = metrics;
        this.report = report;
    }

    void run() throws IOException {
        report.heading("Due jobs: %,d fall due in the same second".formatted(JOBS));
        var nothing =
                "{\"question\": \"?\", \"answers\": {\"%s\": {\"text\": \"!\", \"correct\": true}}}".formatted(MODEL);
        var recording = Recording.read(new ByteArrayInputStream(nothing.getBytes(StandardCharsets.UTF_8)), "bench");
        try (var replay = ReplayServer.start(recording);
                var connection = Database.connect(databaseUrl);
                var footprint = new Footprint(Database.connect(databaseUrl), metrics)) {
            replay.change(MODEL, behaviour -> behaviour.brokenBy(Fault.HANG));
            var due = Instant.now().plus(PREPARATION).truncatedTo(ChronoUnit.SECONDS);
            insert(connection, register(replay), due);
            var took = Duration.between(due, firedAll(connection, due)).toNanos() / 1e9;
            report.add(Figure.of("until the last run is queued", took, "s"));
            report.add(Figure.of("firings, the wait for the tick included", JOBS / took, "jobs/s"));
            report.add(Figure.atMost("started out of order", count(connection, OUT_OF_ORDER), "jobs", 0));
            report.add(Figure.atMost(
                    "connections of the runner to the database, at most",
                    footprint.connections(),
                    "connections",
                    MOST_CONNECTIONS));
            report.add(Figure.of("heap of the runner, at most", footprint.heapMegabytes(), "MB"));
        } catch (SQLException failure) {
            throw new IOException("The database does not take the jobs: " + failure.getMessage(), failure);
        }
    }

    private long register(ReplayServer replay) throws IOException {
        var question = Files.createTempFile("bench", ".jsonl");
        try {
            Files.writeString(question, "{\"prompt\": \"?\", \"target\": \"!\"}");
            lab.upload("/datasets?name=silence", "application/jsonl", question);
        } finally {
            Files.delete(question);
        }
        return lab.post("/models", """
                {"name": "%s", "provider": "local", "base_url": "%s"}""".formatted(MODEL, replay.baseUrl()))
                .path("id")
                .asLong();
    }

    private static void insert(Connection connection, long model, Instant due) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, model);
            // An interval of a day that began a day ago.
            statement.setTimestamp(2, Timestamp.from(due.minus(1, ChronoUnit.DAYS)));
            statement.setTimestamp(3, Timestamp.from(due));
            statement.setTimestamp(4, Timestamp.from(due));
            statement.setInt(5, JOBS);
            statement.executeUpdate();
        }
    }

    private static Instant firedAll(Connection connection, Instant due) throws SQLException, IOException {
        while (Instant.now().isBefore(due.plus(PATIENCE))) {
            if (count(connection, FIRED) == JOBS) {
                return Instant.now();
            }
            RunnerClient.pause();
        }
        throw new IOException("%d of %d jobs were fired within %d minutes"
                .formatted(count(connection, FIRED), JOBS, PATIENCE.toMinutes()));
    }

    private static long count(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
