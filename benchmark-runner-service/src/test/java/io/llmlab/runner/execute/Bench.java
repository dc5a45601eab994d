package io.llmlab.runner.execute;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What these tests do over HTTP.
public final class Bench {

    public static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> ENDS = List.of("completed", "failed", "cancelled");

    private Bench() {}

    /// A data set of `<n> + <n>?`, n from 1.
    public static String sums(int count) {
        var name = "sums-" + UUID.randomUUID();
        upload(
                name,
                IntStream.rangeClosed(1, count)
                        .mapToObj(n -> "{\"id\": \"q%d\", \"prompt\": \"%d plus itself?\", \"target\": \"%d\"}"
                                .formatted(n, n, 2 * n))
                        .collect(Collectors.joining("\n")));
        return name;
    }

    public static void upload(String name, String lines) {
        given().contentType("application/jsonl")
                .queryParam("name", name)
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/datasets")
                .then()
                .statusCode(201);
    }

    /// @param more fields of the model
    public static String model(String baseUrl, Map<String, Object> more) {
        var name = "model-" + UUID.randomUUID();
        var body = new HashMap<String, Object>(more);
        body.put("name", name);
        body.put("provider", "custom");
        body.put("base_url", baseUrl);
        given().contentType(ContentType.JSON).body(body).post("/models").then().statusCode(201);
        return name;
    }

    public static long start(String model, String dataset, Map<String, Object> config) {
        return ask(model, dataset, config).statusCode(202).extract().jsonPath().getLong("id");
    }

    public static ValidatableResponse ask(String model, String dataset, Map<String, Object> config) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("model_name", model, "dataset_name", dataset, "benchmark_config", config))
                .post("/benchmark-runs")
                .then();
    }

    public static JsonPath run(String model, String dataset, Map<String, Object> config) {
        return end(start(model, dataset, config));
    }

    public static JsonPath end(long id) {
        await().atMost(PATIENCE).until(() -> ENDS.contains(read(id).getString("status")));
        return read(id);
    }

    public static JsonPath read(long id) {
        return get("/benchmark-runs/" + id);
    }

    public static JsonPath get(String path) {
        return given().get(path).then().statusCode(200).extract().jsonPath();
    }

    public static ValidatableResponse post(String path) {
        return given().contentType(ContentType.JSON).post(path).then();
    }
}
