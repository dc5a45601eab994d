package io.llmlab.runner.load;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.RunEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ImportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void storesTheRunsOfAFileAsOneBatch() {
        var model = unique("imported");
        var answer = importBody(model, twoBenchmarks(0.75))
                .statusCode(201)
                .body("stored", equalTo(2))
                .body("deduplicated", equalTo(0))
                .body("problems", hasSize(0))
                .body("files[0].format", equalTo("bmf"))
                .body("files[0].times_from", equalTo("order"))
                .body("runs.dataset_name", contains("gsm8k", "truth"))
                .body("runs[0].accuracy", equalTo(0.75f))
                .body("runs[0].source", equalTo("bencher"))
                .body("runs[0].batch_id", startsWith("import-"))
                .extract()
                .jsonPath();

        given().get("/benchmark-runs?batch_id=" + answer.getString("runs[1].batch_id"))
                .then()
                .body("id", hasItem(answer.getInt("runs[0].id")))
                .body("", hasSize(2));
        given().get("/benchmark-runs/" + answer.getLong("runs[0].id"))
                .then()
                .body("stream", equalTo(answer.getString("runs[0].stream")))
                .body("run_config.import_format", equalTo("bmf"));
        given().get("/benchmark-runs/%d/metrics".formatted(answer.getLong("runs[0].id")))
                .then()
                .body("find { it.metric_name == 'accuracy' }.value", equalTo(0.75f));
        var event = completed(answer.getLong("runs[0].id"));
        Contract.assertSatisfied("run-completed", event);
        assertThat(JsonPath.from(event).getString("batch_id")).isEqualTo(answer.getString("runs[0].batch_id"));
        assertThat(JsonPath.from(event).getBoolean("history")).isFalse();
    }

    @Test
    void storesTheSameContentOnceWhateverItsName() {
        var model = unique("twice");
        var first =
                importBody(model, twoBenchmarks(0.5)).statusCode(201).extract().jsonPath();

        given().multiPart("file", "other-name.json", twoBenchmarks(0.5).getBytes(StandardCharsets.UTF_8))
                .post("/benchmark-runs/import?model_name=" + model)
                .then()
                .statusCode(201)
                .body("stored", equalTo(0))
                .body("deduplicated", equalTo(2))
                .body("files[0].batch_id", equalTo(first.getString("files[0].batch_id")));

        runsOf(first.getLong("runs[0].model_id")).body("", hasSize(2));
    }

    @Test
    void storesWhatSeveralImportAtOnceOnce() throws Exception {
        var model = unique("at-once");
        Callable<JsonPath> importing = () ->
                importBody(model, twoBenchmarks(0.25)).statusCode(201).extract().jsonPath();
        try (var callers = Executors.newFixedThreadPool(4)) {
            var stored = 0;
            for (Future<JsonPath> answer : callers.invokeAll(List.of(importing, importing, importing, importing))) {
                stored += answer.get().getInt("stored");
            }
            assertThat(stored).isEqualTo(2);
        }
        runsOf(modelId(model)).body("", hasSize(2));
    }

    @Test
    void completesWhatAnEarlierImportBeganAndTellsOfProblemsByFile() throws Exception {
        var model = unique("partly");
        importBody(model, oneBenchmark("first", 0.1)).statusCode(201);
        var files = new TreeMap<String, String>();
        files.put("a.json", oneBenchmark("first", 0.1));
        files.put("b.json", oneBenchmark("second", 0.2));
        files.put("broken.json", "{\"results\": ");
        files.put("x".repeat(3) + ".json", oneBenchmark("y".repeat(300), 0.3));

        form(files)
                .post("/benchmark-runs/import?model_name=" + model)
                .then()
                .statusCode(201)
                .body("stored", equalTo(1))
                .body("deduplicated", equalTo(1))
                .body("runs.dataset_name", contains("second"))
                .body("problems.file", hasItem("broken.json"))
                .body("problems.find { it.file == 'xxx.json' }.reason", containsString("300 characters"));

        runsOf(modelId(model)).body("", hasSize(2));
    }

    @Test
    void takesFilesWithoutATimeInTheOrderOfTheirNames() throws Exception {
        var model = unique("checkpoints");
        var files = new TreeMap<String, String>();
        for (var step : new int[] {10, 2, 1}) {
            files.put("step%d.json".formatted(step), oneBenchmark("task", step / 100.0));
        }

        var runs = form(files)
                .post("/benchmark-runs/import?every=6h&from=2026-03-01T00:00:00Z&model_name=" + model)
                .then()
                .statusCode(201)
                .body("runs.accuracy", contains(0.01f, 0.02f, 0.1f))
                .body(
                        "runs.timestamp",
                        contains("2026-03-01T00:00:00Z", "2026-03-01T06:00:00Z", "2026-03-01T12:00:00Z"))
                .extract()
                .jsonPath();

        assertThat(new HashSet<>(runs.getList("runs.stream"))).hasSize(1);
        assertThat(history(runs, 0)).isTrue();
        assertThat(history(runs, 2)).isTrue();
    }

    @Test
    void takesOneNewRunBesideKnownOnesForNews() throws Exception {
        var model = unique("growing");
        var folder = new TreeMap<>(Map.of("1.json", oneBenchmark("task", 0.1), "2.json", oneBenchmark("task", 0.2)));
        form(folder).post("/benchmark-runs/import?model_name=" + model).then().body("stored", equalTo(2));
        folder.put("3.json", oneBenchmark("task", 0.3));

        var answer = form(folder)
                .post("/benchmark-runs/import?model_name=" + model)
                .then()
                .body("stored", equalTo(1))
                .body("deduplicated", equalTo(2))
                .extract()
                .jsonPath();

        assertThat(history(answer, 0)).isFalse();
    }

    @Test
    void unpacksArchives() throws Exception {
        var model = unique("archived");

        given().contentType("application/zip")
                .body(zip(Map.of("results/a.json", oneBenchmark("one", 0.5), "results/LICENSE", "no results")))
                .post("/benchmark-runs/import?file_name=all.zip&model_name=" + model)
                .then()
                .statusCode(201)
                .body("runs.dataset_name", contains("one"))
                .body("warnings", hasItem(containsString("LICENSE")));
    }

    @Test
    void storesNothingInADryRun() {
        var model = unique("dry");

        given().contentType("application/json")
                .body(twoBenchmarks(0.5))
                .post("/benchmark-runs/import?dry_run=true&model_name=" + model)
                .then()
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("stored", equalTo(2))
                .body("runs", hasSize(0))
                .body("files[0].datasets", contains("gsm8k", "truth"));

        given().get("/models?limit=1000").then().body("name", not(hasItem(model)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no results at all", "{\"a\": [1, 2]}", "{\"truncated\": {\"accuracy\": ", "[]"})
    void refusesWhatIsNoResults(String body) {
        var model = unique("refused");

        importBody(model, body).statusCode(body.isEmpty() ? 400 : 422).contentType("application/problem+json");

        given().get("/models?limit=1000").then().body("name", not(hasItem(model)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=yaml", "every=soon", "from=yesterday", "every=0s"})
    void namesAParameterThatDoesNotFit(String parameter) {
        given().contentType("application/json")
                .body(twoBenchmarks(0.5))
                .post("/benchmark-runs/import?" + parameter)
                .then()
                .statusCode(422)
                .body("errors.parameter", hasItem(parameter.substring(0, parameter.indexOf('='))));
    }

    @Test
    void refusesEntriesThatLeaveTheirFolderAndBombs() throws Exception {
        var model = unique("hostile");
        var bomb = zip(Map.of("bomb.json", "0".repeat(50 << 20)));
        var traversal = zip(Map.of("../../escaped.json", oneBenchmark("one", 0.5)));

        for (var archive : List.of(bomb, traversal)) {
            given().contentType("application/zip")
                    .body(archive)
                    .post("/benchmark-runs/import?model_name=" + model)
                    .then()
                    .statusCode(422);
        }
        given().get("/models?limit=1000").then().body("name", not(hasItem(model)));
    }

    @Test
    void saysHowLargeABodyMayBe() {
        given().contentType("application/json")
                .body(new byte[3 << 20])
                .post("/benchmark-runs/import?model_name=m")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("2,097,152 bytes"));
    }

    private boolean history(JsonPath answer, int index) {
        return JsonPath.from(completed(answer.getLong("runs[%d].id".formatted(index))))
                .getBoolean("history");
    }

    private String completed(long id) {
        return new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", 1, PATIENCE, RunEvents.of(id))
                .getFirst()
                .value();
    }

    private static ValidatableResponse runsOf(long modelId) {
        return given().get("/benchmark-runs?model_id=" + modelId).then();
    }

    private static long modelId(String model) {
        return given().get("/models?limit=1000")
                .then()
                .extract()
                .jsonPath()
                .getLong("find { it.name == '%s' }.id".formatted(model));
    }

    private static ValidatableResponse importBody(String model, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/benchmark-runs/import?model_name=" + model)
                .then();
    }

    private static RequestSpecification form(Map<String, String> files) {
        var form = given();
        files.forEach((name, content) -> form.multiPart("file", name, content.getBytes(StandardCharsets.UTF_8)));
        return form;
    }

    private static String twoBenchmarks(double accuracy) {
        return "{\"gsm8k\": {\"accuracy\": {\"value\": %s}, \"latency\": {\"value\": 12.5}}, \"truth\": {\"accuracy\": {\"value\": %s}}}"
                .formatted(accuracy, accuracy);
    }

    private static String oneBenchmark(String name, double accuracy) {
        return "{\"%s\": {\"accuracy\": {\"value\": %s}}}".formatted(name, accuracy);
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }
}
