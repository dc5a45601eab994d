package io.llmlab.runner.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import io.llmlab.runner.Contract;
import io.llmlab.runner.RunEvents;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class IntakeTest {

    private static final String ALERTS = "llmlab.alert-changed.v1";
    private static final String REQUESTS = "llmlab.run-requested.v1";

    /// Nobody listens there: a run against it fails soon, and says so.
    private static final String NOWHERE = "http://127.0.0.1:9/v1";

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    ObjectMapper mapper;

    @Test
    void readsWhatTheProducersPromise() {
        new EventContract("run-requested", mapper).exampleFitsTheSchema();
        assertThat(new EventContract("run-requested", mapper)
                        .isReadAs(RunRequested.class)
                        .runs())
                .isEqualTo(2);
        assertThat(new EventContract("alert-changed", mapper)
                        .isReadAs(AlertChanged.class)
                        .badRuns())
                .isEmpty();
    }

    @Test
    void excludesTheRunThatAnAlertWasResolvedWithAsBad() {
        var bad = push();
        var fixed = push();

        sendAlert(fixed, "resolved", "fixed", "Rolled back");
        sendAlert(bad, "acknowledged", null, null);
        sendAlert(bad, "resolved", "bad_run", "x".repeat(10_000));
        sendAlert(bad, "resolved", "bad_run", "The second alert of the run");
        sendAlert(987_654_321, "resolved", "bad_run", null);
        var last = push();
        sendAlert(last, "resolved", "bad_run", null);

        await().atMost(Bench.PATIENCE).until(() -> Bench.read(last).get("excluded") != null);
        assertThat(Bench.read(last).getString("excluded.reason")).isEqualTo("alert 31");
        assertThat(Bench.read(bad).getString("excluded.by")).isEqualTo("ana");
        assertThat(Bench.read(bad).getString("excluded.reason"))
                .startsWith("alert 31: xxx")
                .hasSize(2000);
        assertThat((Object) Bench.read(fixed).get("excluded")).isNull();
        assertThat(completed(bad, 2)).hasSize(2);
    }

    @Test
    void excludesTheRunsOfAllPartsOfAnAlertResolvedAsBad() {
        var lead = push();
        var other = push();
        var event = alert(lead, "resolved", "bad_run", null);
        event.withObject("/alert").withArray("/parts").addObject().put("run_id", other);
        send(ALERTS, "alert-changed", event);

        await().atMost(Bench.PATIENCE)
                .until(() -> Bench.read(lead).get("excluded") != null
                        && Bench.read(other).get("excluded") != null);
        assertThat(Bench.read(other).getString("excluded.by")).isEqualTo("ana");
    }

    @Test
    void queuesTheRunsThatAreAskedForAndRepeatsTheRequestInTheirEvents() {
        var model = model();
        var dataset = Bench.sums(3);
        var request = unique("confirm");

        sendRequest(model, dataset, request, event -> event.put("runs", 2));
        await().atMost(Bench.PATIENCE).until(() -> runs(model).size() == 2);
        sendRequest(model, dataset, request, event -> event.put("runs", 2));
        var other = unique("confirm");
        sendRequest(model, dataset, other, event -> event.putNull("labels").putNull("benchmark_config"));
        await().atMost(Bench.PATIENCE).until(() -> runs(model).size() > 2);

        assertThat(runs(model)).hasSize(3);
        runs(model).forEach(Bench::end);
        var run = Bench.end(runs(model).getLast());
        assertThat(run.getString("trigger_type")).isEqualTo("alert");
        assertThat(run.getString("labels.team")).isEqualTo("search");
        assertThat(run.getInt("run_config.sample_size")).isEqualTo(2);
        var event = completed(run.getLong("id"), 1).getFirst();
        assertThat(JsonPath.from(event).getString("request_id")).isEqualTo(request);
        Contract.assertSatisfied("run-completed", event);
    }

    @Test
    void setsRequestsAsideThatCanNeverBeMetAndSaysWhy() {
        var model = model();
        var dataset = Bench.sums(1);

        setsAside(987_654_321, dataset, "There is no model 987654321", _ -> {});
        setsAside(model, "never-uploaded", "There is no data set never-uploaded", _ -> {});
        setsAside(model, dataset, "speed", event -> config(event).put("speed", "high"));
        setsAside(
                model,
                dataset,
                "concurrency must be 1 to 64",
                event -> config(event).put("concurrency", 65));
        setsAside(model, dataset, "runs", event -> event.put("runs", 21));
        setsAside(model, dataset, "reason", event -> event.remove("reason"));
        setsAside(model, dataset, "model", event -> event.remove("model"));
        given().delete("/models/" + model).then().statusCode(200);
        setsAside(model, dataset, "deactivated", _ -> {});

        assertThat(runs(model)).isEmpty();
    }

    private static ObjectNode config(ObjectNode event) {
        return event.withObject("/benchmark_config");
    }

    private void setsAside(long model, String dataset, String reason, Consumer<ObjectNode> change) {
        var request = unique("bad");
        sendRequest(model, dataset, request, change);
        var letter = new TopicReader(bootstrapServers)
                .await(
                        REQUESTS + ".dlq",
                        1,
                        Bench.PATIENCE,
                        dead -> dead.value().contains(request))
                .getFirst();
        assertThat(new String(letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                .contains(reason);
    }

    private void sendAlert(long runId, String change, @Nullable String resolution, @Nullable String notes) {
        send(ALERTS, "alert-changed", alert(runId, change, resolution, notes));
    }

    private ObjectNode alert(long runId, String change, @Nullable String resolution, @Nullable String notes) {
        var event = event("alert-changed");
        event.put("change", change);
        event.withObject("/alert")
                .put("run_id", runId)
                .put("status", change)
                .put("resolution", resolution)
                .put("resolved_by", "ana")
                .put("resolution_notes", notes)
                .putArray("parts");
        return event;
    }

    private void sendRequest(long model, String dataset, String request, Consumer<ObjectNode> change) {
        var event = event("run-requested");
        event.put("request_id", request).put("dataset_name", dataset).put("runs", 1);
        event.withObject("/model").put("id", model);
        event.withObject("/benchmark_config").removeAll().put("sample_size", 2).put("max_retries", 0);
        change.accept(event);
        send(REQUESTS, "run-requested", event);
    }

    /// All under one key, so that the last one is taken last.
    private void send(String topic, String type, JsonNode event) {
        new TopicWriter(bootstrapServers, "/llmlab/test")
                .send(topic, "one", type, UUID.randomUUID().toString(), event.toString());
    }

    private ObjectNode event(String name) {
        try {
            return (ObjectNode) mapper.readTree(Contract.example(name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private List<String> completed(long run, int count) {
        return new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", count, Bench.PATIENCE, RunEvents.of(run)).stream()
                        .map(event -> event.value())
                        .toList();
    }

    /// Newest first.
    private static List<Long> runs(long model) {
        return Bench.get("/benchmark-runs?model_id=" + model).getList("id", Long.class);
    }

    private static long model() {
        var name = Bench.model(NOWHERE, Map.of());
        return Bench.get("/models?limit=1000").getLong("find { it.name == '%s' }.id".formatted(name));
    }

    private static long push() {
        return given().contentType(ContentType.JSON)
                .body("""
                        {"model_name": "%s", "dataset_name": "any", "samples": [{"id": "a", "score": 1}]}""".formatted(unique("pushed")))
                .post("/benchmark-runs/results")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }
}
