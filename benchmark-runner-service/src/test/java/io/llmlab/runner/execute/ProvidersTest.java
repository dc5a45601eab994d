package io.llmlab.runner.execute;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each API against a server that takes only what its reference describes.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ProvidersTest {

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void asksAndReadsAnswersAsTheReferenceHasIt(ProviderKind kind) {
        try (var provider = kind.serve()) {
            var model = kind.model(provider, Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.01));

            var run = Bench.run(
                    model,
                    Bench.sums(3),
                    Map.of("system_prompt", "Add.", "temperature", 0.5, "max_tokens", 100, "concurrency", 1));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getInt("error_count")).as(samples(run).prettify()).isZero();
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(run.getDouble("total_cost")).isCloseTo(3 * 0.053, within(1e-9));
            assertThat(run.getLong("total_tokens_input")).isEqualTo(9);
            assertThat(run.getLong("total_tokens_output")).isEqualTo(15);
            assertThat(run.getString("model_resolved")).isEqualTo("sums-2026-11-20");
            var sample = samples(run);
            assertThat(sample.getString("[0].answer")).isEqualTo("It is 2");
            assertThat(sample.getString("[0].model_resolved")).isEqualTo("sums-2026-11-20");
            assertThat(sample.getString("[0].finish_reason")).isNotBlank();
            assertThat(sample.getBoolean("[0].refused")).isFalse();
            assertThat(sample.<Double>get("[0].time_to_first_token_ms")).isNull();
            assertThat(provider.seen()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void readsAStreamedAnswerAndItsTimes(ProviderKind kind) {
        try (var provider = kind.serve()) {
            var run = Bench.run(kind.model(provider, Map.of()), Bench.sums(3), Map.of("stream", true));

            assertThat(run.getInt("error_count")).as(samples(run).prettify()).isZero();
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(run.getLong("total_tokens_input")).isEqualTo(9);
            assertThat(run.getLong("total_tokens_output")).isEqualTo(15);
            assertThat(run.getString("model_resolved")).isEqualTo("sums-2026-11-20");
            var sample = samples(run);
            assertThat(sample.getString("[0].answer")).isEqualTo("Größe: 2");
            assertThat(sample.getDouble("[0].time_to_first_token_ms"))
                    .isPositive()
                    .isLessThanOrEqualTo(sample.getDouble("[0].latency_ms"));
            assertThat(sample.getDouble("[0].tokens_per_second")).isPositive();
            assertThat(metrics(run)).contains("avg_time_to_first_token_ms", "avg_tokens_per_second");
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void checksAModel(ProviderKind kind) {
        try (var provider = kind.serve(new Fixed(kind.answers()))) {
            var checked = check(kind, provider);

            assertThat(checked.getBoolean("ok")).as(checked.prettify()).isTrue();
            assertThat(checked.getString("answer")).isEqualTo("It is 14");
            assertThat(checked.getString("model_resolved")).isEqualTo("sums-2026-11-20");
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void saysWhatTheProviderSaysIsWrong(ProviderKind kind) {
        try (var provider = kind.serve()) {
            var run = Bench.run(
                    kind.model(provider, Map.of()),
                    Bench.sums(2),
                    Map.of("parameters", Map.of("no_such_thing", 1), "concurrency", 1));

            assertThat(run.getString("status")).isEqualTo("failed");
            assertThat(run.getString("error_message"))
                    .contains("400", "Unrecognized request argument supplied: no_such_thing", kind.path());
        }
    }

    @Test
    void sendsOnlyWhatIsSet() {
        for (var kind : ProviderKind.values()) {
            try (var provider = kind.serve()) {
                Bench.run(kind.model(provider, Map.of()), Bench.sums(1), Map.of());

                var fields =
                        provider.seen().getFirst().body().properties().stream().map(Map.Entry::getKey);
                var expected = switch (kind) {
                    case CHAT -> Stream.of("model", "messages");
                    case RESPONSES -> Stream.of("model", "input");
                    case COMPLETIONS -> Stream.of("model", "prompt");
                    case ANTHROPIC -> Stream.of("model", "max_tokens", "messages");
                    case GOOGLE -> Stream.of("contents");
                };
                assertThat(fields).as(kind.name()).containsExactlyInAnyOrderElementsOf(expected.toList());
            }
        }
    }

    @Test
    void carriesKeyHeadersAndQuery() {
        var keys = Map.of(
                ProviderKind.CHAT, "Authorization",
                ProviderKind.RESPONSES, "Authorization",
                ProviderKind.COMPLETIONS, "Authorization",
                ProviderKind.ANTHROPIC, "x-api-key",
                ProviderKind.GOOGLE, "x-goog-api-key");
        keys.forEach((kind, header) -> {
            try (var provider = kind.serve()) {
                var request = Map.of(
                        "headers", Map.of("X-Team", "evaluation"), "query", Map.of("api-version", "2026-01 preview"));
                Bench.run(
                        kind.model(provider, Map.of("api_key_ref", "A_TEST_KEY", "request", request)),
                        Bench.sums(1),
                        Map.of());

                var seen = provider.seen().getFirst();
                assertThat(seen.header(header)).endsWith("test-secret");
                assertThat(seen.header("X-Team")).isEqualTo("evaluation");
                assertThat(seen.query()).isEqualTo("api-version=2026-01+preview");
            }
        });
        try (var provider = ProviderKind.CHAT.serve()) {
            Bench.run(
                    ProviderKind.CHAT.model(
                            provider, Map.of("api_key_ref", "A_TEST_KEY", "request", Map.of("key_header", "api-key"))),
                    Bench.sums(1),
                    Map.of());
            assertThat(provider.seen().getFirst().header("api-key")).isEqualTo("test-secret");
            assertThat(provider.seen().getFirst().header("Authorization")).isEmpty();
        }
    }

    @Test
    void keepsNoSecretAmongTheSettingsOfAModel() {
        var model = Map.of(
                "name",
                "m-" + UUID.randomUUID(),
                "provider",
                "openai",
                "request",
                Map.of("headers", Map.of("Authorization", "Bearer x")));
        var problem = given().contentType(ContentType.JSON)
                .body(model)
                .post("/models")
                .then();
        assertThat(problem.statusCode(422).extract().asString()).contains("api_key_ref");
    }

    @Test
    void showsExamplesBeforeItAsks() {
        try (var provider = ProviderKind.ANTHROPIC.serve()) {
            var shots = List.of(Map.of("prompt", "1 and 1?", "answer", "2"));
            var run = Bench.run(
                    ProviderKind.ANTHROPIC.model(provider, Map.of()),
                    Bench.sums(1),
                    Map.of("few_shot", shots, "system_prompt", "Add."));

            var body = provider.seen().getFirst().body();
            assertThat(body.path("system").asText()).isEqualTo("Add.");
            assertThat(body.path("messages").findValuesAsText("role")).containsExactly("user", "assistant", "user");
            assertThat(body.path("messages").findValuesAsText("content"))
                    .containsExactly("1 and 1?", "2", "1 plus itself?");
            assertThat(run.getString("fingerprint.few_shot")).contains("1 and 1?");
            assertThat(run.getString("fingerprint.api")).isEqualTo("anthropic_messages");
        }
    }

    @Test
    void usesTheNewerNameOfTheLimit() {
        try (var provider = ProviderKind.CHAT.serve()) {
            Bench.run(
                    ProviderKind.CHAT.model(provider, Map.of()),
                    Bench.sums(1),
                    Map.of("max_completion_tokens", 7, "parameters", Map.of("reasoning_effort", "low")));

            var body = provider.seen().getFirst().body();
            assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(7);
            assertThat(body.path("reasoning_effort").asText()).isEqualTo("low");
            assertThat(body.has("max_tokens")).isFalse();
        }
    }

    @Test
    void takesTheFingerprintOfTheBackendDown() {
        try (var provider = ProviderKind.CHAT.serve()) {
            var run = Bench.run(ProviderKind.CHAT.model(provider, Map.of()), Bench.sums(1), Map.of());
            assertThat(samples(run).getString("[0].system_fingerprint")).isEqualTo("fp_44709d6fcb");
        }
    }

    @Test
    void refusesWhatContradictsItself() {
        var dataset = Bench.sums(1);
        var model = Bench.model("http://127.0.0.1:9/v1", Map.of());
        for (var config : List.<Map<String, Object>>of(
                Map.of("pass_at", List.of(2)),
                Map.of("repeats", 101),
                Map.of("max_tokens", 1, "max_completion_tokens", 1),
                Map.of("parameters", Map.of("messages", List.of())),
                Map.of("max_cost", 0),
                Map.of("few_shot", List.of(Map.of("prompt", "", "answer", "x"))))) {
            Bench.ask(model, dataset, config).statusCode(422);
        }
        var run = Bench.run(
                ProviderKind.RESPONSES.model("http://127.0.0.1:9", Map.of()), dataset, Map.of("executor", "anthropic"));
        assertThat(run.getString("error_message")).contains("responses", "anthropic");
    }

    /// Always asks for 7.
    private record Fixed(FakeProvider.Answers answers) implements FakeProvider.Answers {

        @Override
        public String whole(String question) {
            return answers.whole("7 plus itself?");
        }

        @Override
        public List<String> events(String question) {
            return answers.events("7 plus itself?");
        }

        @Override
        public String wrong(JsonNode body, HttpExchange exchange) {
            return answers.wrong(body, exchange);
        }

        @Override
        public String question(JsonNode body) {
            return answers.question(body);
        }

        @Override
        public String error(String type, String message) {
            return answers.error(type, message);
        }

        @Override
        public boolean streams(JsonNode body, HttpExchange exchange) {
            return answers.streams(body, exchange);
        }
    }

    private static JsonPath check(ProviderKind kind, FakeProvider provider) {
        var name = kind.model(provider, Map.of());
        var id = Bench.get("/models").getLong("find { it.name == '%s' }.id".formatted(name));
        return Bench.post("/models/%d/check".formatted(id))
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath samples(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")));
    }

    private static List<String> metrics(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .getList("metric_name");
    }
}
