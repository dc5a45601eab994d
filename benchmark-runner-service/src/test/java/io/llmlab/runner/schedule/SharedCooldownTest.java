package io.llmlab.runner.schedule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs of the same model and data set that are started at the same moment: by two instances that fire jobs, or by one
/// and a person.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class SharedCooldownTest {

    private static final int PAIRS = 20;

    private static final String INSERT = """
            insert into job (job_id, model_id, dataset_name, benchmark_config, schedule_type, schedule_params, timezone,
                jitter_seconds, enabled, max_instances, coalesce_missed, misfire_grace_time, cooldown_minutes, metadata,
                labels, scheduled_from, next_fire, due_at, created_at, updated_at)
            select $1 || '-' || half || '-' || n, $2, $3 || '-' || n, '{}', 'INTERVAL', '{"days": 1}', 'UTC',
                0, true, 1, true, 3600, 60, '{}', '{}', now() - interval '1 day', now(), now(), now(), now()
            from generate_series(1, $4) as n, (values ('a'), ('b')) as halves (half)
            returning id, job_id like $1 || '-a-%'""";
    private static final String OUTCOMES = """
            select j.dataset_name, count(*) as firings, count(f.run_id) as runs,
                count(*) filter (where f.skipped like '%cooldown_minutes%') as cooling
            from job j join job_firing f on f.job = j.id
            where j.job_id like $1 || '-%' group by j.dataset_name""";

    private static final String WAITING = """
            select count(*) from pg_locks where locktype = ? and not granted
                and database = (select oid from pg_database where datname = current_database())""";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    JobFiring firing;

    @Inject
    AgroalDataSource database;

    @Inject
    Scheduler scheduler;

    @Inject
    Pool pool;

    /// The service's own tick would take jobs of both halves.
    @BeforeEach
    void pauseTheTick() {
        scheduler.pause();
    }

    @AfterEach
    void resumeTheTick() {
        scheduler.resume();
    }

    @Test
    void startsOneOfTwoJobsOfAPairThatIsToCoolDown() throws Exception {
        var its = new JobFixture();
        var jobs = rows(
                pool.preparedQuery(INSERT).executeAndAwait(Tuple.of(its.job, (long) its.modelId, its.dataset, PAIRS)));

        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var ended : threads.invokeAll(List.of(instance(half(jobs, true)), instance(half(jobs, false))))) {
                assertThat(ended.get()).isTrue();
            }
        }

        assertThat(rows(pool.preparedQuery(OUTCOMES).executeAndAwait(Tuple.of(its.job))))
                .hasSize(PAIRS)
                .allSatisfy(pair -> {
                    assertThat(pair.getLong("firings")).isEqualTo(2);
                    assertThat(pair.getLong("runs")).isEqualTo(1);
                    assertThat(pair.getLong("cooling")).isEqualTo(1);
                });
    }

    /// The request has stored its run and has not committed it, because the table it writes last is locked.
    @Test
    void leavesOutAFiringWhileAPersonStartsARunOfThePair() throws Exception {
        var its = new JobFixture();
        var jobs =
                rows(pool.preparedQuery(INSERT).executeAndAwait(Tuple.of(its.job, (long) its.modelId, its.dataset, 1)));
        var dataset = its.dataset + "-1";
        upload(dataset);

        try (var threads = Executors.newFixedThreadPool(2);
                var other = database.getConnection()) {
            other.setAutoCommit(false);
            execute(other, "lock table audit in share mode");
            var request = threads.submit(() -> start(its, dataset));
            await().atMost(PATIENCE).until(() -> holdsUp(other, "relation"));
            var fired = threads.submit(instance(half(jobs, true)));
            await().atMost(PATIENCE).until(() -> holdsUp(other, "advisory") || fired.isDone());
            other.rollback();

            assertThat(request.get()).isEqualTo(202);
            assertThat(fired.get()).isTrue();
        }

        assertThat(rows(pool.preparedQuery(OUTCOMES).executeAndAwait(Tuple.of(its.job))))
                .singleElement()
                .satisfies(pair -> assertThat(pair.getLong("cooling")).isEqualTo(1));
    }

    @Test
    void letsPeopleStartRunsOfAPairAtOnce() throws Exception {
        var its = new JobFixture();

        try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            execute(
                    other,
                    "select pg_advisory_xact_lock_shared(pair_lock(%d, '%s'))".formatted(its.modelId, its.dataset));

            assertThat(start(its, its.dataset)).isEqualTo(202);

            other.rollback();
        }
    }

    private static int start(JobFixture its, String dataset) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("model_name", its.model, "dataset_name", dataset))
                .post("/benchmark-runs")
                .statusCode();
    }

    private static void upload(String dataset) {
        given().contentType("text/plain")
                .body("{\"prompt\": \"p\", \"target\": \"t\"}")
                .post("/datasets?name=" + dataset)
                .then()
                .statusCode(201);
    }

    private static boolean holdsUp(Connection connection, String kind) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            statement.setString(1, kind);
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getLong(1) > 0;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Callable<Boolean> instance(List<Long> except) {
        return () -> {
            try {
                return VertxContextSupport.subscribeAndAwait(() -> firing.fireNext(except));
            } catch (Exception failure) {
                throw failure;
            } catch (Throwable error) {
                throw new IllegalStateException(error);
            }
        };
    }

    private static List<Long> half(List<Row> jobs, boolean first) {
        return jobs.stream()
                .filter(job -> job.getBoolean(1) == first)
                .map(job -> job.getLong(0))
                .toList();
    }

    private static List<Row> rows(Iterable<Row> found) {
        return StreamSupport.stream(found.spliterator(), false).toList();
    }
}
