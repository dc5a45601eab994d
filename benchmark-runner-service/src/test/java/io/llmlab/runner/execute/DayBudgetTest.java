package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What each model may cost in a day.
@QuarkusTest
@TestProfile(DayBudgetTest.Poor.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class DayBudgetTest {

    public static class Poor implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runner.budget.model-per-day", "0.2");
        }
    }

    /// 3 tokens in and 5 out: 0.053 USD an answer.
    private static final Map<String, Object> PRICES =
            Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.01);

    @Inject
    Pool pool;

    @Test
    void stopsTheRunInWhichAModelHasSpentItsDay() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            endpoint.from((exchange, question, n) -> {
                if (n == 5) {
                    await().atMost(Bench.PATIENCE).until(() -> spent(model) >= 0.2);
                }
                FakeEndpoint.adds().answer(exchange, question, n);
            });

            var run = Bench.run(model, Bench.sums(2000), Map.of("concurrency", 1));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
            assertThat(run.getString("error_message"))
                    .contains("Answers of model " + model, "model-per-day allows 0.2000", "were not asked", "retry");
            assertThat(run.getInt("sample_count"))
                    .isBetween(5, 1999)
                    .isEqualTo(endpoint.questions().size());
            assertThat(run.getBoolean("measurable")).isFalse();
            assertThat(run.getInt("error_count")).isZero();

            var another = Bench.run(model, Bench.sums(2), Map.of());
            assertThat(another.getString("error_message")).contains("model-per-day", "2 of the run's questions");
            assertThat(another.getInt("sample_count")).isZero();
        }
    }

    @Test
    void asksNoModelWhoseJudgeHasSpentItsDay() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that((exchange, _, _) -> FakeEndpoint.say(exchange, "VERDICT: CORRECT"))) {
            var judge = Bench.model(judging.baseUrl(), PRICES);
            var config = Map.<String, Object>of("scorer", Map.of("type", "llm_judge", "model", judge));
            var first = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(4), config);
            assertThat(first.getString("status")).as(first.prettify()).isEqualTo("completed");

            var second = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(4), config);

            assertThat(second.getString("error_message")).contains("Answers of model " + judge, "model-per-day");
            assertThat(endpoint.questions()).hasSize(4);
            assertThat(judging.questions()).hasSize(4);
        }
    }

    private double spent(String model) {
        return pool.preparedQuery(
                        "select coalesce(sum(usd), 0)::float8 from spending s join model m on m.id = s.model_id where m.name = $1")
                .executeAndAwait(Tuple.of(model))
                .iterator()
                .next()
                .getDouble(0);
    }
}
