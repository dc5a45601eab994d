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
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class LimitsTest {

    @Inject
    Pool pool;

    @Inject
    ExecutionConfig config;

    @Test
    void givesUpARunWhoseExecutorsKeepDying() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            (n <= 2 ? FakeEndpoint.adds() : FakeEndpoint.hangs(hanging)).answer(exchange, question, n);
        })) {
            var id = Bench.start(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(5), Map.of("concurrency", 1));
            await().atMost(Bench.PATIENCE).until(() -> Bench.read(id).getInt("progress.done") == 2);

            loseTheExecutor(id, config.maxTakeovers());

            var failed = Bench.end(id);
            assertThat(failed.getString("status")).as(failed.prettify()).isEqualTo("failed");
            assertThat(failed.getString("error_message"))
                    .contains("lost %d times".formatted(config.maxTakeovers() + 1), "max-takeovers", "retry");
            assertThat(failed.getInt("sample_count")).isEqualTo(2);

            endpoint.from(FakeEndpoint.adds());
            hanging.countDown();
            Bench.post("/benchmark-runs/%d/retry".formatted(id)).statusCode(202);
            var retried = Bench.end(id);
            assertThat(retried.getString("status")).as(retried.prettify()).isEqualTo("completed");
            assertThat(retried.getInt("sample_count")).isEqualTo(5);
        }
    }

    @Test
    void takesARunUpAsOftenAsItMay() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            (n <= 2 ? FakeEndpoint.adds() : FakeEndpoint.hangs(hanging)).answer(exchange, question, n);
        })) {
            var id = Bench.start(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(5), Map.of("concurrency", 1));
            await().atMost(Bench.PATIENCE).until(() -> Bench.read(id).getInt("progress.done") == 2);

            endpoint.from(FakeEndpoint.adds());
            loseTheExecutor(id, config.maxTakeovers() - 1);

            var run = Bench.end(id);
            hanging.countDown();
            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
        }
    }

    @Test
    void failsARunWhoseTimeIsOverAndKeepsWhatItHas() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            (n <= 2 ? FakeEndpoint.adds() : FakeEndpoint.hangs(hanging)).answer(exchange, question, n);
        })) {
            var run = Bench.run(
                    Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(5), Map.of("concurrency", 1, "timeout", 2));
            hanging.countDown();

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
            assertThat(run.getString("error_message")).contains("longer than 2 s", "benchmark_config.timeout", "retry");
            assertThat(run.getInt("sample_count")).isEqualTo(2);
        }
    }

    @Test
    void countsTheTimeoutFromTheFirstStartOn() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.hangs(hanging))) {
            var id = Bench.start(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(2), Map.of("timeout", 600));
            await().atMost(Bench.PATIENCE).until(() -> endpoint.questions().size() == 2);
            pool.preparedQuery("update run set started_at = now() - interval '601 s' where id = $1")
                    .executeAndAwait(Tuple.of(id));

            loseTheExecutor(id, 1);

            var run = Bench.end(id);
            hanging.countDown();
            assertThat(run.getString("error_message")).contains("longer than 600 s");
        }
    }

    @Test
    void readsNoResponseThatIsTooLong() {
        var tooLong = "x".repeat((int) config.maxResponse().asLongValue());
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            if (question.startsWith("2 ")) {
                FakeEndpoint.say(exchange, tooLong);
            } else {
                FakeEndpoint.adds().answer(exchange, question, n);
            }
        })) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(4), Map.of("concurrency", 1));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getInt("error_count")).isEqualTo(1);
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(endpoint.questions()).hasSize(4);
            assertThat(Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")))
                            .getString("[1].error"))
                    .contains("more than 262144 bytes", "max_tokens", "runner.execution.max-response");
        }
    }

    /// As if another executor had taken the run, the so-manieth, and died.
    private void loseTheExecutor(long id, int takeovers) {
        pool.preparedQuery("""
                        update run set attempt = attempt + 1, takeovers = $2, lease_until = now() - interval '1 s'
                        where id = $1""").executeAndAwait(Tuple.of(id, takeovers));
    }
}
