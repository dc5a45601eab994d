package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A cancelled run gives its place to the next one within two seconds, whatever it waits for.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class CancelTest {

    @Inject
    Pool pool;

    @Inject
    ExecutionConfig config;

    @Test
    void stopsARunThatWaitsAsLongAsItsEndpointAsked() {
        try (var endpoint = FakeEndpoint.that(
                (exchange, _, _) -> FakeEndpoint.send(exchange, 429, "slower", Map.of("Retry-After", "60")))) {
            assertThat(secondsUntilTheNextRuns(endpoint)).isBetween(0.0, 2.0);
            assertThat(endpoint.questions()).hasSize(config.parallelism());
        }
    }

    @Test
    void stopsARunWhoseRequestHangs() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.hangs(hanging))) {
            assertThat(secondsUntilTheNextRuns(endpoint)).isBetween(0.0, 2.0);
            hanging.countDown();
        }
    }

    /// With every place held by a run on the endpoint: from the cancelling of one of them until the next run that
    /// waited has begun.
    private double secondsUntilTheNextRuns(FakeEndpoint endpoint) {
        try (var good = FakeEndpoint.that(FakeEndpoint.adds())) {
            var waiting = Bench.model(endpoint.baseUrl(), Map.of());
            var dataset = Bench.sums(3);
            var runs = IntStream.range(0, config.parallelism())
                    .mapToObj(_ -> Bench.start(waiting, dataset, Map.of("concurrency", 1)))
                    .toList();
            await().atMost(Bench.PATIENCE).until(() -> endpoint.questions().size() == config.parallelism());
            var next = Bench.start(Bench.model(good.baseUrl(), Map.of()), dataset, Map.of());

            cancel(runs.getFirst());

            assertThat(Bench.end(next).getString("status")).isEqualTo("completed");
            runs.stream().skip(1).forEach(CancelTest::cancel);
            return seconds(runs.getFirst(), next);
        }
    }

    private static void cancel(long run) {
        Bench.post("/benchmark-runs/%d/cancel".formatted(run)).statusCode(200);
    }

    private double seconds(long cancelled, long next) {
        return pool.preparedQuery("""
                        select extract(epoch from n.started_at - c.completed_at)::float8
                        from run c, run n where c.id = $1 and n.id = $2""")
                .executeAndAwait(Tuple.of(cancelled, next))
                .iterator()
                .next()
                .getDouble(0);
    }
}
