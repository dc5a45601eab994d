package io.llmlab.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Many jobs that fall due in the same second.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class SharedFiringTest {

    private static final int INSTANCES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String INSERT = """
            insert into job (job_id, model_id, dataset_name, benchmark_config, schedule_type, schedule_params, timezone,
                jitter_seconds, enabled, max_instances, coalesce_missed, misfire_grace_time, cooldown_minutes, metadata,
                labels, scheduled_from, next_fire, due_at, created_at, updated_at)
            select $1 || '-' || n, $2, $3, '{}', 'INTERVAL', '{"days": 1}', 'UTC',
                0, true, 1, true, 3600, 0, '{}', '{}', $4, $5, $5, now(), now()
            from generate_series(1, $6) as n""";
    private static final String STARTED = """
            select j.id, f.run_id, (select count(*) from run r where r.scheduled_job_id = j.job_id) as runs
            from job j left join job_firing f on f.job = j.id
            where j.job_id like $1 || '-%' order by j.id""";

    @Inject
    JobFiring firing;

    @Inject
    Pool pool;

    @Test
    void startsOneRunForEachJobHoweverManyInstancesFire() throws Exception {
        var its = new JobFixture();
        insert(its, 600);

        try (var threads = Executors.newFixedThreadPool(INSTANCES)) {
            Callable<Void> instance = this::fireAll;
            for (var ended : threads.invokeAll(
                    IntStream.range(0, INSTANCES).mapToObj(_ -> instance).toList())) {
                ended.get();
            }
        }

        // What the tick has claimed is not left to the instances.
        awaitAllFired(its);
        assertThat(started(its)).hasSize(600).allMatch(row -> row.getLong("runs") == 1);
    }

    /// One instance, the service's own tick.
    @Test
    void startsWhatIsDueInTheSameSecondInItsOrder() {
        var its = new JobFixture();
        insert(its, 300);

        awaitAllFired(its);

        assertThat(started(its).stream().map(row -> row.getLong("run_id")).toList())
                .hasSize(300)
                .isSorted();
    }

    private void awaitAllFired(JobFixture its) {
        await().atMost(PATIENCE).until(() -> started(its).stream().allMatch(row -> row.getLong("run_id") != null));
    }

    private Void fireAll() throws Exception {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Uni.createFrom()
                    .deferred(() -> firing.fireNext(List.of(-1L)))
                    .repeat()
                    .whilst(fired -> fired)
                    .onItem()
                    .ignoreAsUni());
        } catch (Exception failure) {
            throw failure;
        } catch (Throwable error) {
            throw new IllegalStateException(error);
        }
    }

    private void insert(JobFixture its, int jobs) {
        var due = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        pool.preparedQuery(INSERT)
                .executeAndAwait(Tuple.of(
                        its.job,
                        (long) its.modelId,
                        its.dataset,
                        due.minus(1, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC),
                        due.atOffset(ZoneOffset.UTC),
                        jobs));
    }

    private List<Row> started(JobFixture its) {
        var rows = pool.preparedQuery(STARTED).executeAndAwait(Tuple.of(its.job));
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
