package io.llmlab.runner.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ExportTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MEGABYTE = 1024 * 1024;

    /// So many samples of 10 KB are some 100 MB.
    private static final int LARGE = 10_000;

    @Inject
    Pool pool;

    @Test
    void exportsRunsAsTheListHasThem() throws IOException {
        var dataset = unique();
        var first = push(dataset, "2026-01-02T00:00:00Z");
        var second = push(dataset, "2026-01-03T00:00:00Z");
        push(unique(), "2026-01-03T00:00:00Z");

        var answer = given().get("/benchmark-runs/export?format=jsonl&dataset_name=" + dataset)
                .then()
                .statusCode(200)
                .contentType("application/jsonl")
                .header("Content-Disposition", "attachment; filename=\"runs.jsonl\"")
                .extract()
                .asString();
        var listed = MAPPER.readTree(
                given().get("/benchmark-runs?dataset_name=" + dataset).asString());

        var lines = lines(answer);
        assertThat(lines.stream().map(run -> run.path("id").asLong())).containsExactly(second, first);
        assertThat(lines).containsExactly(listed.get(0), listed.get(1));
        assertThat(given().get("/benchmark-runs/export?format=jsonl&since=2026-01-03T00:00:00Z&dataset_name=" + dataset)
                        .asString()
                        .lines())
                .hasSize(1);
    }

    @Test
    void exportsRunsAsCsv() {
        var dataset = unique();
        var run = push(dataset, "2026-01-02T00:00:00Z");

        var lines = given().get("/benchmark-runs/export?dataset_name=" + dataset)
                .then()
                .statusCode(200)
                .contentType("text/csv; charset=utf-8")
                .extract()
                .asString()
                .split("\r\n");

        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("id,timestamp,model_id,dataset_name,dataset_version,run_config,accuracy");
        assertThat(lines[1])
                .startsWith("%d,2026-01-02T00:00:00Z,".formatted(run))
                .contains("\"{\"\"team\"\":");
    }

    /// More than a page of each.
    @Test
    void goesOnUntilTheLastRow() throws IOException {
        var dataset = unique();
        var model = model(push(dataset, "2026-01-02T00:00:00Z"));
        // All of one moment, so that only their ids tell them apart.
        pool.preparedQuery("""
                        insert into run (run_at, model_id, dataset_name, status, trigger_type, source, labels, created_at)
                        select '2026-01-02T00:00:00Z', $1, $2, 'COMPLETED', 'MANUAL', 'test', '{}', now()
                        from generate_series(1, 1200)""").executeAndAwait(Tuple.of(model, dataset));
        pool.preparedQuery("""
                        insert into metric (run_id, run_at, model_id, dataset_name, metric_type, metric_name, value, at)
                        select id, run_at, model_id, dataset_name, 'custom', 'm', id, now() from run
                        where dataset_name = $1 and source = 'test'""").executeAndAwait(Tuple.of(dataset));

        var runs = lines(given().get("/benchmark-runs/export?format=jsonl&dataset_name=" + dataset)
                .asString());
        var metrics = lines(given().get("/metrics/export?format=jsonl&days=365&metric_name=m&dataset_name=" + dataset)
                .then()
                .statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"metrics.jsonl\"")
                .extract()
                .asString());

        assertThat(runs.stream().map(run -> run.path("id").asLong()))
                .hasSize(1201)
                .doesNotHaveDuplicates();
        assertThat(metrics.stream().map(metric -> metric.path("run_id").asLong()))
                .hasSize(1200)
                .doesNotHaveDuplicates();
    }

    @Test
    void guardsSpreadsheetsAgainstAnswersOfModels() {
        var run = push(unique(), "2026-01-02T00:00:00Z");

        given().get("/benchmark-runs/%d/samples/export".formatted(run))
                .then()
                .statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"run-%d-samples.csv\"".formatted(run))
                .body(containsString("'=HYPERLINK(1)"));
        assertThat(given().get("/benchmark-runs/%d/samples/export?format=jsonl".formatted(run))
                        .jsonPath()
                        .getString("answer"))
                .isEqualTo("=HYPERLINK(1)");
    }

    /// Whoever reads slowly keeps the rest in the database.
    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void holdsNoMoreThanAPageOfALargeExport(String format) throws Exception {
        var run = push(unique(), "2026-01-02T00:00:00Z");
        pool.preparedQuery("""
                        insert into sample (run_id, run_at, position, sample_id, item_key, answer)
                        select $1, '2026-01-02T00:00:00Z', number, number::text, '0123456789abcdef',
                            repeat('0123456789', 1000)
                        from generate_series(1, $2::int) number""").executeAndAwait(Tuple.of(run, LARGE));
        var before = used();

        var most = 0L;
        var length = 0L;
        try (var body = open("/benchmark-runs/%d/samples/export?format=%s".formatted(run, format))) {
            for (var part = 0; part < 5; part++) {
                length += body.readNBytes(20 * MEGABYTE).length;
                most = Math.max(most, used());
            }
            length += body.readAllBytes().length;
        }

        assertThat(length).isGreaterThan(10_000L * LARGE);
        // The test itself holds 20 MB at a time.
        assertThat(most - before).isLessThan(50L * MEGABYTE);
    }

    @Test
    void refusesWhatItCannotExport() {
        given().get("/benchmark-runs/export?format=xml")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].parameter", equalTo("format"));
        given().get("/benchmark-runs/999999999/samples/export")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get("/metrics/export?days=0").then().statusCode(422);
    }

    /// In bytes, once what is not needed any more is gone.
    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static InputStream open(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(RestAssured.port, path)))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
    }

    private static List<JsonNode> lines(String text) {
        return text.lines().map(ExportTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException broken) {
            throw new AssertionError(line, broken);
        }
    }

    private static long model(long run) {
        return given().get("/benchmark-runs/" + run).jsonPath().getLong("model_id");
    }

    private static String unique() {
        return "export-" + UUID.randomUUID();
    }

    private static long push(String dataset, String at) {
        return given().contentType(ContentType.JSON)
                .body("""
                        {"model_name": "m-%1$s", "dataset_name": "%1$s", "timestamp": "%2$s", "labels": {"team": "search"},
                         "metrics": [{"metric_type": "accuracy", "metric_name": "overall_accuracy", "value": 0.5}],
                         "samples": [{"id": "a", "score": 1, "answer": "=HYPERLINK(1)"}]}""".formatted(dataset, at))
                .post("/benchmark-runs/results")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }
}
