package io.llmlab.runner.execute;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ModelCheckTest {

    private static final Duration PROMISED = Duration.ofSeconds(10);

    @Test
    void saysWhatCameBack() {
        try (var endpoint = FakeEndpoint.that((exchange, _, _) -> FakeEndpoint.say(exchange, "OK"))) {
            var model = model(Map.of(
                    "base_url",
                    endpoint.baseUrl(),
                    "remote_name",
                    "sums",
                    "cost_per_input_token",
                    0.001,
                    "cost_per_output_token",
                    0.002));

            var checked = checked(model);

            assertThat(checked.getBoolean("ok")).isTrue();
            assertThat(checked.getInt("status")).isEqualTo(200);
            assertThat(checked.getString("answer")).isEqualTo("OK");
            assertThat(checked.getString("model_resolved")).isEqualTo(FakeEndpoint.MODEL);
            assertThat(checked.getString("remote_name")).isEqualTo("sums");
            assertThat(checked.getFloat("latency_ms")).isPositive();
            // 3 tokens in, 5 out.
            assertThat(checked.getFloat("cost")).isEqualTo(.013f);
            assertThat(checked.getString("error")).isNull();
            assertThat(endpoint.questions()).hasSize(1);
            assertThat(given().get("/benchmark-runs?model_id=" + model)
                            .jsonPath()
                            .getList("$"))
                    .isEmpty();
        }
    }

    @Test
    void showsTheBeginningOfALongAnswer() {
        try (var endpoint = FakeEndpoint.that((exchange, _, _) -> FakeEndpoint.say(exchange, "word ".repeat(500)))) {
            assertThat(checked(model(Map.of("base_url", endpoint.baseUrl()))).getString("answer"))
                    .hasSize(200)
                    .startsWith("word word")
                    .endsWith("…");
        }
    }

    @Test
    void neverTellsTheKey() {
        try (var endpoint = FakeEndpoint.that(
                FakeEndpoint.refuses(401, "{\"error\": {\"message\": \"Incorrect API key test-secret\"}}"))) {
            var model = model(Map.of("base_url", endpoint.baseUrl(), "api_key_ref", "A_TEST_KEY"));

            var refused = checked(model);

            assertThat(refused.getBoolean("ok")).isFalse();
            assertThat(refused.getInt("status")).isEqualTo(401);
            assertThat(refused.getString("error")).contains("401", "A_TEST_KEY", "Incorrect API key ***");
            assertThat(refused.prettify()).doesNotContain("test-secret");
            assertThat(endpoint.authorizations()).containsExactly("Bearer test-secret");

            endpoint.from(FakeEndpoint.refuses(400, "x".repeat(292) + " test-secret is refused"));
            assertThat(checked(model).getString("error")).doesNotContain("test-s");

            endpoint.from((exchange, _, _) -> FakeEndpoint.say(exchange, "Your key is test-secret"));
            assertThat(checked(model).getString("answer")).isEqualTo("Your key is ***");

            endpoint.from((exchange, _, _) -> FakeEndpoint.send(exchange, 200, """
                    {"model": "test-secret", "choices": [{"message": {"role": "assistant", "content": "OK"}}]}""", Map.of()));
            assertThat(checked(model).getString("model_resolved")).isEqualTo("***");
        }
    }

    @Test
    void saysWithinTenSecondsThatNobodyAnswers() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.hangs(hanging))) {
            var model = model(Map.of("base_url", endpoint.baseUrl()));

            var checked = checked(model);

            assertThat(Duration.ofMillis((long) checked.getDouble("latency_ms")))
                    .isLessThan(PROMISED);
            assertThat(checked.getString("error")).contains("gave no whole answer within 9 s", "look at the server");
            assertThat(checked.<Integer>get("status")).isNull();
            hanging.countDown();
        }
    }

    @Test
    void saysWhatIsWrongWithTheAddress() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.resets())) {
            assertThat(checked(model(Map.of("base_url", endpoint.baseUrl()))).getString("error"))
                    .contains("could not be reached or broke off", "check base_url");
        }
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.refuses(404, "no such page"))) {
            var lost = checked(model(Map.of("base_url", endpoint.baseUrl())));
            assertThat(lost.getInt("status")).isEqualTo(404);
            assertThat(lost.getString("error")).contains("no such page", "check base_url");
        }
    }

    @Test
    void sendsNothingWhereSomethingIsNotConfigured() {
        refused(model(Map.of()), "has no base_url");
        refused(
                model(Map.of("base_url", "http://127.0.0.1:9/v1", "api_key_ref", "NOBODY_SET_THIS")),
                "NOBODY_SET_THIS");
        refused(model(Map.of("base_url", "http://127.0.0.1:9/v1", "api_key_ref", "DATABASE_URL")), "no endpoint");
        refused(model(Map.of("base_url", "http://127.0.0.1:9/v1", "model_type", "embedding")), "embedding");
        check(99_999_999).statusCode(404).contentType("application/problem+json");
    }

    private static void refused(long model, String reason) {
        var detail = check(model)
                .statusCode(409)
                .contentType("application/problem+json")
                .extract()
                .jsonPath()
                .getString("detail");
        assertThat(detail).contains(reason);
    }

    private static JsonPath checked(long model) {
        return check(model).statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse check(long model) {
        return Bench.post("/models/%d/check".formatted(model));
    }

    private static long model(Map<String, Object> fields) {
        var body = new HashMap<>(fields);
        body.put("name", "checked-" + UUID.randomUUID());
        body.put("provider", "custom");
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/models")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }
}
