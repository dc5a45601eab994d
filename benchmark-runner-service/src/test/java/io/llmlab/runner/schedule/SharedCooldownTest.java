package io.llmlab.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs of the same model and data set that two instances fire at the same moment.
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

    @Inject
    JobFiring firing;

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
