package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.RunEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ExecutionTest {

    private static final Map<String, Object> PRICES =
            Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.01);

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void asksEveryItemAndSaysWhatCameOfIt() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var dataset = Bench.sums(230);

            var run = Bench.run(Bench.model(endpoint.baseUrl(), PRICES), dataset, Map.of());

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(run.getInt("sample_count")).isEqualTo(230);
            assertThat(run.getInt("error_count")).isZero();
            assertThat(run.getBoolean("measurable")).isTrue();
            assertThat(run.getLong("total_tokens_output")).isEqualTo(230 * 5);
            assertThat(run.getDouble("total_cost")).isCloseTo(230 * 0.053, within(1e-9));
            assertThat(run.getString("fingerprint.scorer")).isEqualTo("numeric:1");
            assertThat(run.getString("fingerprint.items")).isEqualTo("all");
            assertThat(run.getString("model_resolved")).isEqualTo(FakeEndpoint.MODEL);
            assertThat(run.getInt("progress.done")).isEqualTo(230);
            assertThat(endpoint.questions()).hasSize(230).doesNotHaveDuplicates();
            assertThat(metrics(run))
                    .contains(
                            "overall_accuracy",
                            "avg_latency_ms",
                            "p50_latency_ms",
                            "p95_latency_ms",
                            "total_cost",
                            "total_tokens_input",
                            "error_rate");
            var samples = Bench.get("/benchmark-runs/%d/samples?limit=2&offset=1".formatted(run.getLong("id")));
            assertThat(samples.getList("id")).containsExactly("q2", "q3");
            assertThat(samples.getString("[0].answer")).isEqualTo("It is 4");
            saidOnce(run.getLong("id"));
        }
    }

    @Test
    void goesOnAfterPassingFailures() {
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            switch (n) {
                case 1 -> FakeEndpoint.send(exchange, 429, "slower", Map.of("Retry-After", "1"));
                case 2 -> FakeEndpoint.send(exchange, 500, "", Map.of());
                case 3 -> FakeEndpoint.resets().answer(exchange, question, n);
                case 4 -> FakeEndpoint.answersHalf().answer(exchange, question, n);
                default -> FakeEndpoint.adds().answer(exchange, question, n);
            }
        })) {
            var run = Bench.run(
                    Bench.model(endpoint.baseUrl(), Map.of()),
                    Bench.sums(6),
                    Map.of("concurrency", 1, "max_retries", 5));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(run.getInt("error_count")).isZero();
            assertThat(endpoint.questions()).hasSize(10);
            assertThat(run.<Double>get("total_cost")).isNull();
            assertThat(metrics(run)).doesNotContain("total_cost");
        }
    }

    @Test
    void isNoEvidenceWhenManySamplesFail() {
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            if (question.startsWith("2 ")) {
                FakeEndpoint.send(exchange, 200, "<html>", Map.of());
            } else {
                FakeEndpoint.adds().answer(exchange, question, n);
            }
        })) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(4), Map.of());

            assertThat(run.getString("status")).isEqualTo("completed");
            assertThat(run.getBoolean("measurable")).isFalse();
            assertThat(run.getInt("error_count")).isEqualTo(1);
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            var sample = Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")));
            assertThat(sample.getString("[1].error")).contains(endpoint.baseUrl(), "no chat completion", "base_url");
            assertThat(sample.<Double>get("[1].score")).isNull();
        }
    }

    @Test
    void failsAtOnceWhenTheKeyIsWrong() {
        try (var endpoint = FakeEndpoint.that(
                FakeEndpoint.refuses(401, "{\"error\": {\"message\": \"Incorrect API key test-secret\"}}"))) {
            var run = Bench.run(
                    Bench.model(endpoint.baseUrl(), Map.of("api_key_ref", "A_TEST_KEY")),
                    Bench.sums(500),
                    Map.of("concurrency", 2));

            assertThat(run.getString("status")).isEqualTo("failed");
            assertThat(run.getString("error_message"))
                    .contains("401", endpoint.baseUrl(), "A_TEST_KEY", "Incorrect API key ***")
                    .doesNotContain("test-secret");
            assertThat(endpoint.authorizations())
                    .containsOnly("Bearer test-secret")
                    .hasSizeLessThan(500);
            assertThat(run.getBoolean("measurable")).isFalse();
            assertThat(run.<Double>get("accuracy")).isNull();
            saidOnce(run.getLong("id"));
        }
    }

    @Test
    void failsWithAdviceWhenNothingWorks() {
        var dataset = Bench.sums(40);
        var quick = Map.<String, Object>of("max_retries", 0, "timeout_seconds", 1, "concurrency", 4);
        var hanging = new CountDownLatch(1);
        try (var hangs = FakeEndpoint.that(FakeEndpoint.hangs(hanging));
                var garbage = FakeEndpoint.that(FakeEndpoint.refuses(200, "{\"object\": \"list\"}"));
                var missing = FakeEndpoint.that(FakeEndpoint.refuses(404, "no such model"));
                var half = FakeEndpoint.that(FakeEndpoint.answersHalf())) {
            fails(Bench.model("http://127.0.0.1:9/v1", Map.of()), dataset, quick, "127.0.0.1:9", "base_url");
            fails(Bench.model(hangs.baseUrl(), Map.of()), dataset, quick, "within 1 s", "timeout_seconds");
            fails(Bench.model(garbage.baseUrl(), Map.of()), dataset, quick, "no chat completion", "base_url");
            fails(Bench.model(missing.baseUrl(), Map.of()), dataset, quick, "404", "remote_name");
            fails(Bench.model(half.baseUrl(), Map.of()), dataset, quick, "broke off", half.baseUrl());
            hanging.countDown();
        }
    }

    @Test
    void failsBeforeTheFirstRequestWhenSomethingIsNotConfigured() {
        var dataset = Bench.sums(1);
        fails(
                Bench.model("http://127.0.0.1:9/v1", Map.of("api_key_ref", "NOBODY_SET_THIS")),
                dataset,
                Map.of(),
                "NOBODY_SET_THIS",
                "environment");
        for (var own : List.of("DATABASE_URL", "API_ADMIN_KEY", "https_proxy", "gateway_access_admin_key")) {
            fails(
                    Bench.model("http://127.0.0.1:9/v1", Map.of("api_key_ref", own)),
                    dataset,
                    Map.of(),
                    own,
                    "no endpoint");
        }
        fails(Bench.model("http://127.0.0.1:9/v1", Map.of("model_type", "embedding")), dataset, Map.of(), "embedding");
    }

    @Test
    void cancelsARunAndTakesItUpAgain() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            (n <= 3 ? FakeEndpoint.adds() : FakeEndpoint.hangs(hanging)).answer(exchange, question, n);
        })) {
            var id = Bench.start(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(8), Map.of("concurrency", 1));
            Bench.post("/benchmark-runs/%d/retry".formatted(id)).statusCode(409);
            await().atMost(Bench.PATIENCE).until(() -> Bench.read(id).getInt("progress.done") == 3);

            Bench.post("/benchmark-runs/%d/cancel".formatted(id))
                    .statusCode(200)
                    .body("status", equalTo("cancelled"))
                    .body("error_message", containsString("3 of 8"));
            Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(409);

            endpoint.from(FakeEndpoint.adds());
            hanging.countDown();
            Bench.post("/benchmark-runs/%d/retry".formatted(id)).statusCode(202).body("status", equalTo("queued"));
            var run = Bench.end(id);
            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getInt("sample_count")).isEqualTo(8);
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(endpoint.questions().stream().distinct()).hasSize(8);
            assertThat(endpoint.questions().stream().filter(question -> question.startsWith("1 ")))
                    .hasSize(1);
            assertThat(completions(id, 2))
                    .extracting(event -> JsonPath.from(event.value()).getString("status"))
                    .containsExactly("cancelled", "completed");
        }
    }

    @Test
    void takesUpARunWhoseExecutorDied() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            (n <= 2 ? FakeEndpoint.adds() : FakeEndpoint.hangs(hanging)).answer(exchange, question, n);
        })) {
            var id = Bench.start(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(5), Map.of("concurrency", 1));
            await().atMost(Bench.PATIENCE).until(() -> Bench.read(id).getInt("progress.done") == 2);

            // As if another executor had taken the run, and died.
            endpoint.from(FakeEndpoint.adds());
            pool.preparedQuery(
                            "update run set attempt = attempt + 1, lease_until = now() - interval '1 s' where id = $1")
                    .executeAndAwait(Tuple.of(id));

            var run = Bench.end(id);
            hanging.countDown();
            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getInt("sample_count")).isEqualTo(5);
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(attempt(id)).isEqualTo(3);
            saidOnce(id);
        }
    }

    @Test
    void refusesWhatCannotBeRun() {
        var dataset = Bench.sums(1);
        var model = Bench.model("http://127.0.0.1:9/v1", Map.of());
        Bench.ask("nobody", dataset, Map.of()).statusCode(404);
        Bench.ask(model, "nothing", Map.of()).statusCode(404);
        Bench.ask(model, dataset, Map.of("concurrency", 65))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/benchmark_config/concurrency"));
        Bench.ask(model, dataset, Map.of("scorer", "guess"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/benchmark_config/scorer"))
                .body("errors[0].detail", containsString("exact_match, numeric"));
        Bench.ask(model, dataset, Map.of("prompt_template", "no place")).statusCode(422);
        Bench.ask(model, dataset, Map.of("speed", "high")).statusCode(422);
        Bench.ask(model, dataset, Map.of("executor", "nobody"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/benchmark_config/executor"))
                .body("errors[0].detail", containsString("openai"));
        assertThat(Bench.start(model, dataset, Map.of("executor", "openai"))).isPositive();
        Bench.post("/benchmark-runs/987654321/cancel").statusCode(404);
    }

    private void fails(String model, String dataset, Map<String, Object> config, String... parts) {
        var run = Bench.run(model, dataset, config);
        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
        assertThat(run.getString("error_message")).contains(parts);
    }

    private static List<String> metrics(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .getList("metric_name");
    }

    private int attempt(long id) {
        return pool.preparedQuery("select attempt from run where id = $1")
                .executeAndAwait(Tuple.of(id))
                .iterator()
                .next()
                .getInteger(0);
    }

    private void saidOnce(long id) {
        var kafka = new TopicReader(bootstrapServers);
        var events = kafka.await("llmlab.run-completed.v1", 1, Bench.PATIENCE, event -> isOf(event, id));
        assertThat(events).hasSize(1);
        Contract.assertSatisfied("run-completed", events.getFirst().value());
        var changes = kafka.await("llmlab.run-changed.v1", 3, Bench.PATIENCE, event -> isOf(event, id));
        assertThat(changes).allSatisfy(event -> Contract.assertSatisfied("run-changed", event.value()));
        assertThat(JsonPath.from(changes.getLast().value()).getString("status"))
                .isEqualTo(JsonPath.from(events.getFirst().value()).getString("status"));
        assertThat(completions(id, 1)).hasSize(1);
    }

    private List<ConsumerRecord<String, String>> completions(long id, int count) {
        return new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", count, Bench.PATIENCE, event -> isOf(event, id));
    }

    private static boolean isOf(ConsumerRecord<String, String> event, long id) {
        return RunEvents.of(id).test(event);
    }
}
