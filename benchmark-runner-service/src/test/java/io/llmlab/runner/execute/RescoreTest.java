package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class RescoreTest {

    @Test
    void judgesStoredAnswersAgainWithoutAskingTheModel() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(
                    endpoint.baseUrl(), Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.01));
            var dataset = Bench.sums(250);
            var first = Bench.run(model, dataset, Map.of("temperature", 0.5, "sample_size", 230));
            assertThat(first.getDouble("accuracy")).isEqualTo(1);

            var again = Bench.run(model, dataset, rescore(first.getLong("id"), "exact_match"));

            assertThat(again.getString("status")).as(again.prettify()).isEqualTo("completed");
            // "It is 4" is not 4.
            assertThat(again.getDouble("accuracy")).isZero();
            assertThat(again.getInt("sample_count")).isEqualTo(230);
            assertThat(again.<Double>get("total_cost")).isNull();
            assertThat(again.<Double>get("latency_ms")).isNull();
            assertThat(again.getString("stream")).isNotEqualTo(first.getString("stream"));
            assertThat(again.getString("fingerprint.scorer")).isEqualTo("exact_match:1");
            assertThat(again.getString("fingerprint.items")).isEqualTo(first.getString("fingerprint.items"));
            assertThat(again.getDouble("fingerprint.temperature")).isEqualTo(.5);
            assertThat(samples(again).getList("answer"))
                    .isEqualTo(samples(first).getList("answer"));
            assertThat(samples(again).getList("item_key"))
                    .isEqualTo(samples(first).getList("item_key"));

            assertThat(endpoint.questions()).hasSize(230);
        }
    }

    @Test
    void saysWhyAnswersCannotBeJudgedAgain() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var dataset = Bench.sums(2);
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var run = Bench.run(model, dataset, Map.of()).getLong("id");

            var problem = Bench.ask(model, dataset, Map.of("executor", "rescore"));
            assertThat(problem.statusCode(422).extract().asString()).contains("run_id");
            assertThat(failure(model, dataset, 99_999_999)).contains("no run 99999999");
            assertThat(failure(Bench.model(endpoint.baseUrl(), Map.of()), dataset, run))
                    .contains("another model's");
            assertThat(failure(model, Bench.sums(3), run)).contains("version");
            assertThat(failure(model, dataset, run)).contains("same scorer in the same version");
            var again = Bench.run(model, dataset, rescore(run, "contains")).getLong("id");
            assertThat(failure(model, dataset, again)).contains("judged again itself");
            var kept = Bench.run(model, dataset, Map.of("use_cache", true)).getLong("id");
            assertThat(failure(model, dataset, kept)).contains("kept of other runs");
        }
    }

    @Test
    void judgesNoRunOfWhichTooManyAnswersAreMissing() {
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            if (question.startsWith("2 ")) {
                FakeEndpoint.refuses(400, "{}").answer(exchange, question, n);
            } else {
                FakeEndpoint.adds().answer(exchange, question, n);
            }
        })) {
            var dataset = Bench.sums(2);
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var half = Bench.run(model, dataset, Map.of()).getLong("id");

            assertThat(failure(model, dataset, half)).contains("too many of its samples have no answer");
        }
    }

    private static String failure(String model, String dataset, long run) {
        return Bench.run(model, dataset, rescore(run, "numeric")).getString("error_message");
    }

    private static Map<String, Object> rescore(long run, String scorer) {
        return Map.of("executor", "rescore", "arguments", Map.of("run_id", run), "scorer", scorer);
    }

    private static JsonPath samples(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/samples?limit=500".formatted(run.getLong("id")));
    }
}
