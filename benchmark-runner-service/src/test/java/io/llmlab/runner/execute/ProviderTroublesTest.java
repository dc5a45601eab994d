package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each API's documented errors, limits and refusals.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ProviderTroublesTest {

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void waitsAsLongAsALimitAsks(ProviderKind kind) {
        try (var provider = kind.serve().first(FakeTroubles.limited(kind))) {
            var run = Bench.run(kind.model(provider, Map.of()), Bench.sums(2), Map.of("concurrency", 1));

            assertThat(run.getInt("error_count")).as(samples(run).prettify()).isZero();
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            var seen = provider.seen();
            assertThat(seen).hasSize(3);
            assertThat(seen.get(1).body()).isEqualTo(seen.getFirst().body());
            assertThat(Duration.ofNanos(seen.get(1).at() - seen.getFirst().at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void asksAgainWhatIsOverloaded(ProviderKind kind) {
        try (var provider = kind.serve().first(FakeTroubles.overloaded(kind)).first(FakeTroubles.overloaded(kind))) {
            var run = Bench.run(kind.model(provider, Map.of()), Bench.sums(1), Map.of());

            assertThat(run.getInt("error_count")).as(samples(run).prettify()).isZero();
            assertThat(provider.seen()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void saysWhatTheProviderSaidLast(ProviderKind kind) {
        var overloaded = FakeTroubles.overloaded(kind);
        try (var provider = kind.serve().first(overloaded).first(overloaded)) {
            var run = Bench.run(kind.model(provider, Map.of()), Bench.sums(1), Map.of("max_retries", 1));

            assertThat(run.getString("error_message"))
                    .contains("answered %d (".formatted(overloaded.status()))
                    .containsIgnoringCase("overloaded");
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void failsAtOnceWhereTheKeyIsWrong(ProviderKind kind) {
        try (var provider = kind.serve().first(FakeTroubles.denied(kind))) {
            var model = kind.model(provider, Map.of("api_key_ref", "A_TEST_KEY"));

            var run = Bench.run(model, Bench.sums(1), Map.of());

            assertThat(run.getString("status")).isEqualTo("failed");
            assertThat(run.getString("error_message"))
                    .contains("answered %d".formatted(FakeTroubles.denied(kind).status()), "api_key_ref")
                    .containsIgnoringCase("key");
            assertThat(provider.seen()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void asksAgainWhereAStreamDoesNotEnd(ProviderKind kind) {
        try (var provider =
                kind.serve().first(FakeTroubles.givesUpInTheMiddle(kind)).first(FakeTroubles.breaksOff(kind))) {
            var run = Bench.run(kind.model(provider, Map.of()), Bench.sums(1), Map.of("stream", true));

            assertThat(run.getInt("error_count")).as(samples(run).prettify()).isZero();
            assertThat(samples(run).getString("[0].answer")).isEqualTo("Größe: 2");
            assertThat(provider.seen()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void knowsARefusal(ProviderKind kind) {
        for (var refusal : FakeTroubles.refusals(kind)) {
            try (var provider = kind.serve().first(refusal)) {
                var run = Bench.run(kind.model(provider, Map.of()), Bench.sums(1), Map.of());

                var sample = samples(run);
                assertThat(sample.getBoolean("[0].refused")).as(refusal.body()).isTrue();
                assertThat(sample.getString("[0].error")).isNull();
                assertThat(run.getDouble("accuracy")).isZero();
                assertThat(metric(run, "refusal_rate")).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void knowsWhyAnAnswerEnded(ProviderKind kind) {
        try (var provider = kind.serve().first(FakeTroubles.cutOff(kind))) {
            var run = Bench.run(kind.model(provider, Map.of()), Bench.sums(1), Map.of());

            var reason = switch (kind) {
                case CHAT, COMPLETIONS -> "length";
                case RESPONSES -> "max_output_tokens";
                case ANTHROPIC -> "max_tokens";
                case GOOGLE -> "MAX_TOKENS";
            };
            assertThat(samples(run).getString("[0].finish_reason")).isEqualTo(reason);
            assertThat(samples(run).getBoolean("[0].refused")).isFalse();
            assertThat(metric(run, "unparsed_rate")).isEqualTo(1);
            // The answer says nothing of its tokens: nobody knows what it cost.
            assertThat(run.<Double>get("total_cost")).isNull();
        }
    }

    private static JsonPath samples(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")));
    }

    private static double metric(JsonPath run, String name) {
        return Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .getDouble("find { it.metric_name == '%s' }.value".formatted(name));
    }
}
