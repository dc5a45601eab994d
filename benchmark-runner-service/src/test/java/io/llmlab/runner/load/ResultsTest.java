package io.llmlab.runner.load;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.RunEvents;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.run.Fingerprint;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ResultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void takesInARunOfLongAgoWithWhatItsSamplesSay() {
        var model = unique("pushed");
        var run = push("""
                        {"model_name": "%s", "dataset_name": "never-uploaded", "dataset_version": "v3",
                         "timestamp": "2025-02-28T23:59:59.5Z", "duration_seconds": 12.5, "source": "lm-eval",
                         "batch_id": "b1", "labels": {"team": "search"}, "run_config": {"shots": 5},
                         "fingerprint": {"prompt": "p1"}, "expected_interval": "24h",
                         "metrics": [{"metric_type": "f1_score", "metric_name": "macro", "value": 62.5, "unit": "percent"}],
                         "samples": [{"id": "a", "score": 1, "latency_ms": 10, "cost": 0.5, "answer": "nul\\u0000"},
                                     {"id": "b", "score": 0, "latency_ms": 30, "cost": 0.25},
                                     {"id": "c", "error": "timed out"}]}""".formatted(model))
                .statusCode(201)
                .body("status", equalTo("completed"))
                .body("timestamp", equalTo("2025-02-28T23:59:59.500Z"))
                .body("completed_at", equalTo("2025-03-01T00:00:12Z"))
                .body("accuracy", equalTo(0.5f))
                .body("latency_ms", equalTo(20f))
                .body("total_cost", equalTo(0.75f))
                .body("sample_count", equalTo(3))
                .body("error_count", equalTo(1))
                .body("measurable", equalTo(false))
                .body("source", equalTo("lm-eval"))
                .body("labels.team", equalTo("search"))
                .body("run_config.shots", equalTo(5))
                .body("expected_interval", equalTo("PT24H"))
                .body("excluded", nullValue())
                .extract()
                .jsonPath();
        var id = run.getLong("id");

        given().get("/benchmark-runs/" + id).then().statusCode(200).body("stream", equalTo(run.getString("stream")));
        given().get("/benchmark-runs/%d/metrics".formatted(id))
                .then()
                .body("find { it.metric_name == 'macro' }.value", equalTo(0.625f))
                .body("find { it.metric_name == 'macro' }.higher_is_better", equalTo(true))
                .body("find { it.metric_name == 'error_rate' }.sample_count", equalTo(3));
        given().get("/benchmark-runs/%d/samples?count=true".formatted(id))
                .then()
                .header("X-Total-Count", "3")
                .body("id", contains("a", "b", "c"))
                .body("[2].error", equalTo("timed out"));
        var event = JsonPath.from(completed(id));
        assertThat(event.getList("item_keys")).contains(ItemKey.of("never-uploaded", "a"));
        assertThat(event.getList("scores")).containsExactly(1.0f, 0.0f, null);
        assertThat(event.getMap("")).doesNotContainKey("item_clusters");
        assertThat(event.getString("model.name")).isEqualTo(model);
        assertThat(event.getString("expected_interval")).isEqualTo("PT24H");
        Contract.assertSatisfied("run-completed", completed(id));
    }

    @ParameterizedTest
    @CsvSource({
        "cost,   'null',    0.5",
        "cost,   '\"USD\"', 0.5",
        "cost,   '\"EUR\"', ",
        "custom, '\"USD\"', ",
    })
    void tellsOfMoneyAloneAsWhatJudgingCost(String type, String unit, @Nullable Double told) {
        var run = push("""
                        {"model_name": "%s", "dataset_name": "judged", "metrics": [
                            {"metric_type": "%s", "metric_name": "judge_cost", "value": 0.5, "unit": %s}]}""".formatted(unique("pushed"), type, unit))
                .statusCode(201)
                .extract()
                .jsonPath();

        assertThat(JsonPath.from(completed(run.getLong("id"))).getObject("judge_cost", Double.class))
                .isEqualTo(told);
    }

    @Test
    void continuesTheStreamWhoseFingerprintItIsGiven() {
        var parts = "{\"scorer\": \"numeric:1\", \"harness\": \"llm-lab-monitor:1\", \"dataset_version\": \"v3\"}";
        var executed = Fingerprint.of(JsonNodeFactory.instance
                .objectNode()
                .put("harness", "llm-lab-monitor:1")
                .put("dataset_version", "v3")
                .put("scorer", "numeric:1"));

        pushWith("\"source\": \"nightly\", \"fingerprint\": " + parts)
                .statusCode(201)
                .body("stream", equalTo(executed.stream()))
                .body("fingerprint.source", nullValue());
        pushWith("\"source\": \"nightly\", \"fingerprint\": " + parts.replace("harness", "tool"))
                .statusCode(201)
                .body("stream", not(equalTo(executed.stream())))
                .body("fingerprint.source", equalTo("nightly"));
    }

    @Test
    void takesFromMetricsWhatNoSampleSays() {
        var run = pushWith("""
                        "metrics": [
                            {"metric_type": "accuracy", "metric_name": "overall_accuracy", "value": 0.8, "sample_count": 1000},
                            {"metric_type": "accuracy", "metric_name": "in_percent", "value": 80, "unit": "percent", "sample_count": 400},
                            {"metric_type": "accuracy", "metric_name": "said", "value": 0.8, "std_error": 0.5, "sample_count": 1000},
                            {"metric_type": "accuracy", "metric_name": "points", "value": 80, "sample_count": 1000},
                            {"metric_type": "accuracy", "metric_name": "of_nothing", "value": 0.8, "sample_count": 0},
                            {"metric_type": "f1_score", "metric_name": "macro", "value": 0.8, "sample_count": 1000}]""")
                .statusCode(201)
                .body("sample_count", equalTo(1000))
                .body("error_count", equalTo(0))
                .extract()
                .jsonPath();

        var metrics = given().get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .then()
                .extract()
                .jsonPath();
        assertThat(metrics.getDouble(errorOf("overall_accuracy"))).isCloseTo(Math.sqrt(0.16 / 1000), within(1e-7));
        assertThat(metrics.getDouble(errorOf("in_percent"))).isCloseTo(0.02, within(1e-7));
        assertThat(metrics.getDouble(errorOf("said"))).isEqualTo(0.5);
        assertThat(metrics.<Double>get(errorOf("points"))).isNull();
        assertThat(metrics.<Double>get(errorOf("of_nothing"))).isNull();
        assertThat(metrics.<Double>get(errorOf("macro"))).isNull();
    }

    /// Two texts with two questions each, answered alike: sqrt(1 + 1) / 4, as in SampleTallyTest.
    @Test
    void takesTheQuestionsOfAClusterTogether() {
        var run = pushWith("""
                        "samples": [{"id": "a1", "score": 1, "cluster": "a"}, {"id": "a2", "score": 1, "cluster": "a"},
                                    {"id": "b1", "score": 0, "cluster": "b"}, {"id": "b2", "score": 0, "cluster": "b"},
                                    {"id": "c", "error": "timed out"}],
                        "metrics": []""").statusCode(201).extract().jsonPath();

        var metrics = given().get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .then()
                .extract()
                .jsonPath();
        assertThat(metrics.getDouble(errorOf("overall_accuracy"))).isCloseTo(Math.sqrt(2) / 4, within(1e-7));
        var event = completed(run.getLong("id"));
        Contract.assertSatisfied("run-completed", event);
        var a = ItemKey.ofCluster("a");
        var b = ItemKey.ofCluster("b");
        assertThat(JsonPath.from(event).getList("item_clusters")).containsExactly(a, a, b, b, null);
    }

    @Test
    void takesInAFailedRun() {
        var id = push("""
                {"model_name": "%s", "dataset_name": "any", "status": "failed", "error_message": "out of memory"}""".formatted(unique("failing")))
                .statusCode(201)
                .body("status", equalTo("failed"))
                .body("measurable", equalTo(false))
                .extract()
                .jsonPath()
                .getLong("id");
        assertThat(JsonPath.from(completed(id)).getString("error_message")).isEqualTo("out of memory");
        given().post("/benchmark-runs/%d/retry".formatted(id)).then().statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "metrics": [{"metric_type": "beauty", "metric_name": "m", "value": 1}]              | /metrics/0/metric_type
                    "metrics": [{"metric_type": "custom", "metric_name": "m", "value": "NaN"}]          | /metrics/0/value
                    "metrics": [{"metric_type": "custom", "metric_name": "m", "value": 1e999}]          | /metrics/0/value
                    "metrics": [{"metric_type": "custom", "metric_name": "m"}]                          | /metrics/0/value
                    "metrics": [{"metric_type": "custom", "metric_name": "m", "value": 1}, {"metric_type": "custom", "metric_name": "m", "value": 2}] | /metrics/1/metric_name
                    "samples": [{"id": "a", "score": 1}, {"id": "a", "score": 0}]                       | /samples/1/id
                    "samples": [{"score": 1}]                                                           | /samples/0/id
                    "samples": [{"id": "a", "score": 1, "latency_ms": -1}]                              | /samples/0/latency_ms
                    "samples": [{"id": "a", "score": 1}], "status": "running"                           | /status
                    "samples": [{"id": "a", "score": 1}], "timestamp": "2999-01-01T00:00:00Z"           | /timestamp
                    "samples": [{"id": "a", "score": 1}], "model_id": 1                                 | /model_name
                    "samples": [{"id": "a", "score": 1}], "expected_interval": "daily"                  | /expected_interval
                    "samples": [{"id": "a", "score": 1}], "expected_interval": "0s"                     | /expected_interval
                    "batch_id": "b"                                                                     | /metrics
                    """)
    void namesWhatDoesNotFitAndKeepsNothing(String part, String pointer) {
        var model = unique("refused");
        push("{\"model_name\": \"%s\", \"dataset_name\": \"any\", %s}".formatted(model, part))
                .statusCode(422)
                .body("errors.pointer", hasItem(pointer));
        given().get("/models?limit=1000").then().body("name", not(hasItem(model)));
    }

    @Test
    void takesInARunOnceForAnIdempotencyKey() {
        var model = unique("once");
        var body = "{\"model_name\": \"%s\", \"dataset_name\": \"any\", \"samples\": [{\"id\": \"a\", \"score\": 1}]}"
                .formatted(model);
        var key = UUID.randomUUID().toString();
        var first = given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/benchmark-runs/results")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/benchmark-runs/results")
                .then()
                .statusCode(201)
                .body("id", equalTo(first.getInt("id")));

        given().get("/benchmark-runs?model_id=" + first.getLong("model_id"))
                .then()
                .body("", hasSize(1));
    }

    @Test
    void listsAndPagesRunsAndTheirMetricsInTime() {
        var model = unique("listed");
        var days = new int[] {3, 1, 2};
        for (var day : days) {
            push("""
                    {"model_name": "%s", "dataset_name": "listed", "timestamp": "2026-%02d-01T00:00:00Z",
                     "samples": [{"id": "a", "score": 1}]}""".formatted(model, day)).statusCode(201);
        }
        var modelId = given().get("/models?limit=1000")
                .then()
                .extract()
                .jsonPath()
                .getLong("find { it.name == '%s' }.id".formatted(model));
        var query = "/benchmark-runs?dataset_name=listed&status=completed&trigger_type=manual&model_id=" + modelId;

        given().get(query + "&count=true")
                .then()
                .header("X-Total-Count", "3")
                .body("timestamp", contains("2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z"));
        var first = given().get(query + "&limit=1").then().extract();
        assertThat(first.header("Link")).contains("after=" + first.jsonPath().getLong("[0].id"));
        given().get(query + "&limit=1&after=" + first.jsonPath().getLong("[0].id"))
                .then()
                .body("timestamp", contains("2026-02-01T00:00:00Z"));
        given().get(query + "&since=2026-01-15T00:00:00Z&until=2026-02-15T00:00:00Z")
                .then()
                .body("timestamp", contains("2026-02-01T00:00:00Z"));
        given().get("/metrics/history?days=365&metric_type=accuracy&metric_name=overall_accuracy&model_id=" + modelId)
                .then()
                .statusCode(200)
                .body("timestamp", contains("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"));
        given().get("/metrics/history?days=366").then().statusCode(422);
        given().get("/benchmark-runs?status=asleep").then().statusCode(422);
        given().get("/benchmark-runs/987654321").then().statusCode(404);
        given().get("/benchmark-runs/987654321/metrics").then().statusCode(404);
        given().get("/benchmark-runs/987654321/samples").then().statusCode(404);
    }

    private String completed(long id) {
        return new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", 1, PATIENCE, RunEvents.of(id))
                .getFirst()
                .value();
    }

    private static String errorOf(String metric) {
        return "find { it.metric_name == '%s' }.std_error".formatted(metric);
    }

    /// @param fields of the body; where they name no metrics there is a sample
    private static ValidatableResponse pushWith(String fields) {
        var samples = fields.contains("\"metrics\"") ? "[]" : "[{\"id\": \"a\", \"score\": 1}]";
        var all = fields.contains("\"samples\"") ? fields : "\"samples\": %s, %s".formatted(samples, fields);
        return push("{\"model_name\": \"%s\", \"dataset_name\": \"any\", %s}".formatted(unique("model"), all));
    }

    private static ValidatableResponse push(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/benchmark-runs/results")
                .then();
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }
}
