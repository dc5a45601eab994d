package io.llmlab.runner.delegate;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.runner.execute.Bench;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What these tests do over HTTP.
final class Delegated {

    private Delegated() {}

    /// @param more fields of the registration
    static String register(String url, Map<String, Object> more) {
        var name = "runner-" + UUID.randomUUID();
        var body = new HashMap<String, Object>(
                Map.of("name", name, "url", url, "secret_ref", FakeRunner.SECRET_REF, "request_timeout_seconds", 5));
        body.putAll(more);
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/executors")
                .then()
                .statusCode(201);
        return name;
    }

    static long start(String executor, Map<String, Object> arguments) {
        return Bench.start(
                Bench.model("http://127.0.0.1:9/v1", Map.of()),
                "brought-along-" + UUID.randomUUID(),
                Map.of("executor", "http", "executor_name", executor, "arguments", arguments));
    }

    /// The offer of a run, once it has come and its answer is known.
    static JsonNode offerOf(FakeRunner runner, long runId) {
        await().atMost(Bench.PATIENCE).until(() -> runner.offers().stream().anyMatch(offer -> isOf(offer, runId)));
        return runner.offers().stream()
                .filter(offer -> isOf(offer, runId))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    static ValidatableResponse report(JsonNode offer, String body) {
        return report(
                offer.path("run_id").asLong(), offer.path("callback_token").asText(), body);
    }

    static ValidatableResponse report(long runId, String token, String body) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + token)
                .body(body)
                .patch("/benchmark-runs/" + runId)
                .then();
    }

    private static boolean isOf(JsonNode offer, long runId) {
        return offer.path("run_id").asLong() == runId;
    }
}
