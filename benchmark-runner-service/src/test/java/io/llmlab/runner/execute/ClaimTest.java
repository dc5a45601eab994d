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
        var id = waitingRun();
        var other = pool.getConnectionAndAwait();
        var transaction = other.beginAndAwait();
        other.query(LOCK).executeAndAwait();

        var claim = queue.take().subscribeAsCompletionStage();
        await().atMost(Bench.PATIENCE).until(this::isAClaimWaiting);
        var free = other.query("select clock_timestamp()")
                .executeAndAwait()
                .iterator()
                .next()
                .getOffsetDateTime(0);
        transaction.commitAndAwait();
        other.closeAndAwait();

        assertThat(claim.join())
                .hasValueSatisfying(taken -> assertThat(taken.run().id()).isEqualTo(id));
        assertThat(leaseEnd(id)).isAfterOrEqualTo(free.plus(config.lease()));
        Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(200);
    }

    /// As one that another instance has put into the queue: nobody here is woken.
    private long waitingRun() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.refuses(404, "no such model"))) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(1), Map.of());
            var id = run.getLong("id");
            pool.preparedQuery("update run set status = 'QUEUED', started_at = null where id = $1")
                    .executeAndAwait(Tuple.of(id));
            return id;
        }
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
