package io.llmlab.runner.execute;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.run.BenchmarkConfig;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ResponseCacheTest {

    private static final Map<String, Object> PRICES =
            Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.01);

    @Inject
    Pool pool;

    @Inject
    @All
    List<RunExecutor> executors;

    @Inject
    JudgeModels judges;

    @Test
    void asksNothingTwiceAndClaimsNoTimesAndCosts() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            var dataset = Bench.sums(3);
            Map<String, Object> cached = Map.of("use_cache", true, "repeats", 2);

            var first = Bench.run(model, dataset, cached);
            assertThat(endpoint.questions()).hasSize(6);
            assertThat(samples(first).getList("cached")).containsOnly(false);
            assertThat(samples(first).getList("cost")).doesNotContainNull();

            var second = Bench.run(model, dataset, cached);
            assertThat(endpoint.questions()).hasSize(6);
            assertThat(second.getDouble("accuracy")).isEqualTo(1);
            // Nor is it evidence of quality: no series, and no confirmation of a finding.
            assertThat(List.of(first.getBoolean("measurable"), second.getBoolean("measurable")))
                    .containsOnly(false);
            assertThat(samples(second).getList("cached")).containsOnly(true);
            assertThat(samples(second).getList("latency_ms")).containsOnlyNulls();
            assertThat(samples(second).getList("cost")).containsOnlyNulls();
            assertThat(samples(second).getList("model_resolved")).containsOnly(FakeEndpoint.MODEL);
            assertThat(List.of(names(first), names(second)))
                    .allSatisfy(names -> assertThat(names)
                            .contains("overall_accuracy", "error_rate")
                            .noneMatch(name -> name.matches(".*(latency|cost|tokens).*")));
            assertThat(spent(first.getLong("model_id"))).isCloseTo(6 * 0.053, within(1e-9));

            var real = Bench.run(model, dataset, Map.of("repeats", 2));
            assertThat(endpoint.questions()).hasSize(12);
            assertThat(samples(real).getList("cached")).containsOnlyNulls();
            assertThat(names(real)).contains("avg_latency_ms", "total_cost");
            assertThat(real.getBoolean("measurable")).isTrue();
            assertThat(real.getString("stream")).isNotEqualTo(second.getString("stream"));
            assertThat(second.getString("stream")).isEqualTo(first.getString("stream"));

            Bench.run(model, dataset, Map.of("use_cache", true, "repeats", 2, "temperature", 0.5));
            assertThat(endpoint.questions()).hasSize(18);
        }
    }

    @Test
    void keepsVerdictsToo() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that((exchange, _, _) -> FakeEndpoint.say(exchange, "VERDICT: CORRECT"))) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            var judge = Bench.model(judging.baseUrl(), PRICES);
            var dataset = Bench.sums(2);
            Map<String, Object> config =
                    Map.of("use_cache", true, "scorer", Map.of("type", "llm_judge", "model", judge));

            Bench.run(model, dataset, config);
            var again = Bench.run(model, dataset, config);

            assertThat(again.getDouble("accuracy")).isEqualTo(1);
            assertThat(judging.questions()).hasSize(2);
            assertThat(samples(again).getList("judge.cost")).containsOnlyNulls();
        }
    }

    @Test
    void isNotForJobs() {
        var model = Bench.model("http://127.0.0.1:9/v1", Map.of());
        given().contentType(ContentType.JSON)
                .body("""
                        {"job_id": "%s", "model_name": "%s", "dataset_name": "%s", "schedule_type": "interval",
                         "schedule_params": {"hours": 1}, "benchmark_config": {"use_cache": true}}""".formatted(UUID.randomUUID(), model, Bench.sums(1)))
                .post("/scheduler/jobs")
                .then()
                .statusCode(422)
                .body("detail", containsString("is not for jobs"));
    }

    @Test
    void isOnlyWhereTheServiceAllowsItAndAModelIsAsked() {
        var off = new RunExecutors(executors, judges, new ResponseCache(new Settings(false)));
        var on = new RunExecutors(executors, judges, new ResponseCache(new Settings(true)));

        assertThatThrownBy(() -> check(off, Map.of("use_cache", true)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("RUNNER_RESPONSE_CACHE_ENABLED");
        assertThatThrownBy(() ->
                        check(on, Map.of("use_cache", true, "executor", "rescore", "arguments", Map.of("run_id", 1))))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("anthropic, google, openai");
        check(on, Map.of("use_cache", true));
        check(off, Map.of("use_cache", false));
    }

    private static void check(RunExecutors executors, Map<String, Object> config) {
        var json = new ObjectMapper().<JsonNode>valueToTree(config);
        executors.check(BenchmarkConfig.of(json)).await().atMost(Duration.ofSeconds(5));
    }

    private record Settings(boolean enabled) implements ResponseCacheConfig {

        @Override
        public MemorySize maxSize() {
            return new MemorySize(BigInteger.valueOf(1_000_000));
        }

        @Override
        public Duration maxAge() {
            return Duration.ofHours(1);
        }
    }

    private double spent(long model) {
        return pool.preparedQuery("select usd from spending where model_id = $1")
                .executeAndAwait(Tuple.of(model))
                .iterator()
                .next()
                .getDouble(0);
    }

    private static List<String> names(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .getList("metric_name");
    }

    private static JsonPath samples(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")));
    }
}
