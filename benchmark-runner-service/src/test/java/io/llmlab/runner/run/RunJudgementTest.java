package io.llmlab.runner.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class RunJudgementTest {

    private static final String WHY = "The endpoint served another model";

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    ObjectMapper mapper;

    @Test
    void tellsAgainOfARunThatIsExcludedAndOfOneThatIsIncluded() {
        var id = push();

        exclude(id, Map.of("reason", WHY, "by", "ana"))
                .statusCode(200)
                .body("excluded.by", equalTo("ana"))
                .body("excluded.reason", equalTo(WHY))
                .body("excluded.at", notNullValue());
        given().get("/benchmark-runs?model_id=" + Bench.read(id).getLong("model_id"))
                .then()
                .body("[0].excluded.reason", equalTo(WHY));
        include(id).statusCode(200).body("excluded", nullValue());

        var told = completions(id, 3);
        told.forEach(event -> Contract.assertSatisfied("run-completed", event.toString()));
        var first = told.getFirst();
        assertThat(first.path("excluded").isNull()).isTrue();
        assertThat(first.path("history").asBoolean()).isFalse();
        var excluded = told.get(1);
        assertThat(excluded.path("excluded").path("by").asText()).isEqualTo("ana");
        assertThat(excluded.path("excluded").path("reason").asText()).isEqualTo(WHY);
        assertThat(excluded.path("excluded").path("at").asText()).isNotEmpty();
        assertThat(told.get(2).path("excluded").isNull()).isTrue();
        assertThat(told.subList(1, 3)).allSatisfy(again -> {
            assertThat(again.path("history").asBoolean()).isTrue();
            assertThat(again.path("item_keys")).hasSize(3);
            assertThat(again.path("item_clusters")).hasSize(3);
            assertThat(withoutJudgement(again)).isEqualTo(withoutJudgement(first));
        });
    }

    @Test
    void refusesToExcludeTwiceAndToIncludeWhatIsNotExcluded() {
        var id = push();

        include(id).statusCode(409).body("detail", containsString("Run %d is not excluded".formatted(id)));
        exclude(id, Map.of("reason", WHY)).statusCode(200).body("excluded.by", equalTo("anonymous"));
        exclude(id, Map.of("reason", "Another one", "by", "bob"))
                .statusCode(409)
                .body("detail", containsString(WHY));
        given().get("/benchmark-runs/" + id).then().body("excluded.reason", equalTo(WHY));
        assertThat(completions(id, 2)).hasSize(2);
    }

    @Test
    void repeatsItsAnswerToTheSameRequest() {
        var id = push();
        var key = UUID.randomUUID().toString();

        for (var time = 0; time < 2; time++) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", key)
                    .body(Map.of("reason", WHY))
                    .post("/benchmark-runs/%d/exclude".formatted(id))
                    .then()
                    .statusCode(200)
                    .body("excluded.reason", equalTo(WHY));
        }
    }

    @Test
    void wantsAReasonOfAReasonableLength() {
        var id = push();

        exclude(id, Map.of()).statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        exclude(id, Map.of("reason", "  ")).statusCode(422).body("errors[0].detail", containsString("why"));
        exclude(id, Map.of("reason", "x".repeat(2001)))
                .statusCode(422)
                .body("errors[0].detail", containsString("2000"));
        exclude(id, Map.of("reason", WHY, "by", "x".repeat(256)))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/by"));
        given().get("/benchmark-runs/" + id).then().body("excluded", nullValue());
        exclude(987_654_321, Map.of("reason", WHY)).statusCode(404);
        include(987_654_321).statusCode(404);
    }

    @Test
    void refusesARunThatHasNotEndedAndForgetsTheJudgementOfAnAttemptThatIsRepeated() throws IOException {
        // An endpoint that takes connections and never answers.
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var url = "http://127.0.0.1:%d/v1".formatted(silent.getLocalPort());
            var id = Bench.start(Bench.model(url, Map.of()), Bench.sums(1), Map.of());

            exclude(id, Map.of("reason", WHY)).statusCode(409).body("detail", containsString("has ended"));
            Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(200);
            exclude(id, Map.of("reason", WHY)).statusCode(200);
            Bench.post("/benchmark-runs/%d/retry".formatted(id)).statusCode(202).body("excluded", nullValue());
            Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(200);
        }
    }

    private static JsonNode withoutJudgement(JsonNode event) {
        return ((ObjectNode) event.deepCopy()).without(List.of("excluded", "history", "received_at"));
    }

    private List<JsonNode> completions(long id, int count) {
        return new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", count, Bench.PATIENCE, event -> idIn(event) == id).stream()
                        .map(this::json)
                        .toList();
    }

    private long idIn(ConsumerRecord<String, String> event) {
        return json(event).path("run_id").asLong();
    }

    private JsonNode json(ConsumerRecord<String, String> event) {
        try {
            return mapper.readTree(event.value());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /// A finished run with three samples, one of them without a score and one of a cluster, and a metric of its own.
    private static long push() {
        return given().contentType(ContentType.JSON)
                .body("""
                        {"model_name": "judged-%s", "dataset_name": "any", "labels": {"team": "search"},
                         "metrics": [{"metric_type": "f1_score", "metric_name": "macro", "value": 0.5, "std_error": 0.1}],
                         "samples": [{"id": "a", "score": 1, "latency_ms": 10}, {"id": "b", "score": 0.25, "cluster": "x"},
                                     {"id": "c", "error": "timed out"}]}""".formatted(UUID.randomUUID()))
                .post("/benchmark-runs/results")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static ValidatableResponse exclude(long id, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/benchmark-runs/%d/exclude".formatted(id))
                .then();
    }

    private static ValidatableResponse include(long id) {
        return Bench.post("/benchmark-runs/%d/include".formatted(id));
    }
}
