package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A claim that had to wait for the claims of other instances.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ClaimTest {

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('run claims of ' || current_schema(), 0))::text";
    private static final String WAITING = """
            select exists (select from pg_stat_activity where usename = current_user and wait_event = 'advisory'
                and xact_start < clock_timestamp() - interval '1500 milliseconds')""";

    @Inject
    Queue queue;

    @Inject
    ExecutionConfig config;

    @Inject
    Scheduler scheduler;

    @Inject
    Pool pool;

    /// The service's own tick would take the run.
    @BeforeEach
    void pauseTheTick() {
        scheduler.pause();
    }

    @AfterEach
    void resumeTheTick() {
        scheduler.resume();
    }

    @Test
    void getsTheWholeLeaseHoweverLongItWaited() {
        var runs = List.of(endedRun(), endedRun());
        var other = pool.getConnectionAndAwait();
        var transaction = other.beginAndAwait();
        other.query(LOCK).executeAndAwait();
        queueAnew(runs);

        var claim = queue.take().subscribeAsCompletionStage();
        await().atMost(Bench.PATIENCE).until(this::isAClaimWaiting);
        var free = other.query("select clock_timestamp()")
                .executeAndAwait()
                .iterator()
                .next()
                .getOffsetDateTime(0);
        transaction.commitAndAwait();
        other.closeAndAwait();

        var taken = claim.join().orElseThrow().run().id();
        assertThat(runs).contains(taken);
        assertThat(leaseEnd(taken)).isAfterOrEqualTo(free.plus(config.lease()));
        runs.forEach(run -> Bench.post("/benchmark-runs/%d/cancel".formatted(run)));
    }

    private static long endedRun() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.refuses(404, "no such model"))) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(1), Map.of());
            return run.getLong("id");
        }
    }

    /// As another instance puts them into the queue: nobody here is woken. The service's worker may still look once
    /// for what comes after the last run it ended, and takes one of the two before this test's claim or after it.
    private void queueAnew(List<Long> runs) {
        pool.preparedQuery("update run set status = 'QUEUED', started_at = null where id = any($1)")
                .executeAndAwait(Tuple.of(runs.toArray(Long[]::new)));
    }

    private boolean isAClaimWaiting() {
        return pool.query(WAITING).executeAndAwait().iterator().next().getBoolean(0);
    }

    private OffsetDateTime leaseEnd(long id) {
        return pool.preparedQuery("select lease_until from run where id = $1")
                .executeAndAwait(Tuple.of(id))
                .iterator()
                .next()
                .getOffsetDateTime(0);
    }
}
