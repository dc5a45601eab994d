package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.runner.model.Provider;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class BudgetTest {

    /// 3 tokens in and 5 out: 0.053 USD an answer.
    private static final Map<String, Object> PRICES =
            Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.01);

    @Inject
    Pool pool;

    @Test
    void stopsARunThatHasSpentItsMoneyAndGoesOnWhenItMay() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);

            var run = Bench.run(model, Bench.sums(20), Map.of("max_cost", 0.2, "concurrency", 1));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
            assertThat(run.getString("error_message"))
                    .contains("0.2120 USD", "max_cost allows 0.2000", "16 of the run's questions", "retry");
            assertThat(run.getInt("sample_count")).isEqualTo(4);
            assertThat(run.getDouble("total_cost")).isCloseTo(0.212, within(1e-9));
            assertThat(endpoint.questions()).hasSize(4);
            assertThat(spent(run.getLong("model_id"))).isCloseTo(0.212, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16, 0, 16 of the run's questions were not asked. POST",
        "0,  3, 3 of the run's answers were not judged. POST",
        "16, 3, 16 of the run's questions were not asked and 3 of the run's answers were not judged. POST",
    })
    void saysWhatIsLeftToDo(int unasked, int unjudged, String said) {
        assertThatThrownBy(() -> new Budget(0.5, 0.5).requireEnough(unasked, unjudged, 7))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("allows 0.5000; " + said);
    }

    @Test
    void completesARunWhoseLastAnswerSpendsTheRest() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);

            var run = Bench.run(model, Bench.sums(4), Map.of("max_cost", 0.2, "concurrency", 1));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
        }
    }

    @Test
    void needsPricesForABudget() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(2), Map.of("max_cost", 1));

            assertThat(run.getString("error_message")).contains("max_cost needs prices", "cost_per_input_token");
            assertThat(endpoint.questions()).isEmpty();
        }
    }

    @Test
    void knowsWhatADayMayCost() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), PRICES), Bench.sums(2), Map.of());
            var model = run.getLong("model_id");

            assertThat(exhausted(Double.NaN, 0.2, model)).isEmpty();
            assertThat(exhausted(Double.NaN, 0.1, model)).contains("0.1060 USD today", "model-per-day allows 0.1000");
            assertThat(exhausted(0.1, Double.NaN, model)).contains("per-day allows 0.1000");
        }
    }

    @Test
    void spacesRequestsEvenlyOverTheMinuteForAllWhoAsk() {
        var limits = new RateLimits(new Tight(), pool);
        var begun = System.nanoTime();

        // 1200 a minute are 20 a second, whoever asks: the fifth may go after a fifth of a second.
        for (var request = 0; request < 5; request++) {
            new RateLimits(new Tight(), pool).admit(Provider.LOCAL, 0).await().atMost(Duration.ofSeconds(5));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(190));

        // 600 tokens a minute are 10 a second: what was thought to take 1000 and took none is given back.
        limits.admit(Provider.LOCAL, 1000).await().atMost(Duration.ofSeconds(5));
        limits.took(Provider.LOCAL, 1000, 0).await().atMost(Duration.ofSeconds(5));
        limits.admit(Provider.LOCAL, 5).await().atMost(Duration.ofSeconds(5));
        var second = System.nanoTime();
        limits.admit(Provider.LOCAL, 1).await().atMost(Duration.ofSeconds(5));
        assertThat(Duration.ofNanos(System.nanoTime() - second)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    private String exhausted(double perDay, double modelPerDay, long model) {
        return new Spending(new Caps(perDay, modelPerDay), pool)
                .exhausted(model, "m")
                .await()
                .atMost(Duration.ofSeconds(5))
                .orElse("");
    }

    private double spent(long model) {
        return pool.preparedQuery("select usd from spending where model_id = $1")
                .executeAndAwait(Tuple.of(model))
                .iterator()
                .next()
                .getDouble(0);
    }

    private record Caps(double day, double model) implements BudgetConfig {

        @Override
        public OptionalDouble perDay() {
            return Double.isNaN(day) ? OptionalDouble.empty() : OptionalDouble.of(day);
        }

        @Override
        public OptionalDouble modelPerDay() {
            return Double.isNaN(model) ? OptionalDouble.empty() : OptionalDouble.of(model);
        }
    }

    private record Tight() implements RateConfig {

        private record Both(OptionalLong requestsPerMinute, OptionalLong tokensPerMinute) implements Limit {}

        @Override
        public Limit openai() {
            return new Both(OptionalLong.empty(), OptionalLong.empty());
        }

        @Override
        public Limit anthropic() {
            return openai();
        }

        @Override
        public Limit google() {
            return openai();
        }

        @Override
        public Limit local() {
            return new Both(OptionalLong.of(1200), OptionalLong.of(600));
        }

        @Override
        public Limit custom() {
            return openai();
        }
    }
}
