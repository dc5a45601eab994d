package io.llmlab.e2e;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The vocabulary of these tests: what a person does at the gateway. Each answer has to be as `/openapi` describes it.
final class Lab {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    private final String url;
    private final AsDescribed described;

    Lab(String url) {
        this.url = url;
        this.described = new AsDescribed(url);
    }

    RequestSpecification http() {
        return given().baseUri(url).filter(described);
    }

    ValidatableResponse post(String path, Object body) {
        return http().contentType(ContentType.JSON).body(body).post(path).then();
    }

    ValidatableResponse put(String path, Object body) {
        return http().contentType(ContentType.JSON).body(body).put(path).then();
    }

    JsonPath get(String path) {
        return http().get(path).then().statusCode(200).extract().jsonPath();
    }

    void upload(String dataset, Path questions) throws IOException {
        offer(dataset, Files.readString(questions)).statusCode(anyOf(is(200), is(201)));
    }

    /// A data set of two sums, for what needs any; the same content again is the same version.
    void uploadSums(String dataset) {
        offer(dataset, "{\"prompt\": \"1 + 1?\", \"target\": \"2\"}\n{\"prompt\": \"1 + 2?\", \"target\": \"3\"}\n")
                .statusCode(anyOf(is(200), is(201)));
    }

    ValidatableResponse offer(String dataset, String lines) {
        return http().contentType("application/jsonl")
                .queryParam("name", dataset)
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/datasets")
                .then();
    }

    long register(String model, String baseUrl) {
        return post("/models", Map.of("name", model, "provider", "custom", "base_url", baseUrl))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /// Asks for a run and waits for its end; any end.
    JsonPath run(String model, String dataset, Map<String, Object> config) {
        var id = start(model, dataset, config);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ENDED.contains(get("/benchmark-runs/" + id).getString("status")));
        return get("/benchmark-runs/" + id);
    }

    long start(String model, String dataset, Map<String, Object> config) {
        return post("/benchmark-runs", Map.of("model_name", model, "dataset_name", dataset, "benchmark_config", config))
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    List<Map<String, Object>> alerts(long modelId) {
        return get("/alerts?model_id=" + modelId).getList("");
    }

    List<Map<String, Object>> findings(long modelId, String metricType) {
        return get("/regression-detection/results?limit=1000&model_id=" + modelId)
                .getList("findAll { it.metric_type == '%s' }".formatted(metricType));
    }
}
