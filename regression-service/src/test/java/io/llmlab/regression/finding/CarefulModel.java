package io.llmlab.regression.finding;

import static io.restassured.RestAssured.given;

import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A model whose accuracy is watched with `confirm_runs`, with a run every hour.
final class CarefulModel {

    final Runner runner;
    private final List<String> metricNames;
    private Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(5));

    CarefulModel(Pool pool) {
        this(pool, List.of("overall_accuracy"));
    }

    CarefulModel(Pool pool, List<String> metricNames) {
        this.metricNames = metricNames;
        runner = new Runner(pool);
        // A configuration can name a model that is known.
        take(List.of(runner.completed(next)));
    }

    void watchedBy(String method, int confirmRuns) {
        watchedBy(method, "overall_accuracy", confirmRuns);
    }

    void watchedBy(String method, String metric, int confirmRuns) {
        watchedBy(method, metric, confirmRuns, "null");
    }

    void watchedBy(String method, String metric, int confirmRuns, String threshold) {
        given().contentType(ContentType.JSON)
                .body("""
                        {"method": "%s", "metric_type": "accuracy", "metric_name": "%s", "model_id": %d,
                         "confirm_runs": %d, "threshold_percent": %s}""".formatted(method, metric, runner.model(), confirmRuns, threshold))
                .post("/regression-detection/configs")
                .then()
                .statusCode(201);
    }

    /// Nothing is known of how many samples it rests on, so noise is what runs show.
    Told run(double value) {
        next = next.plus(Duration.ofHours(1));
        var metrics = metricNames.stream()
                .map(name -> Runner.metric("accuracy", name, value)
                        .replace("\"sample_count\": 400", "\"sample_count\": null"))
                .toArray(String[]::new);
        return runner.completed(next, metrics).with("\"run_config\": {\"sample_size\": 400}");
    }

    List<Told> take(double... values) {
        var runs = new ArrayList<Told>();
        for (var value : values) {
            runs.add(run(value));
        }
        return take(runs);
    }

    List<Told> repeat(Told suspected, double... values) {
        var runs = new ArrayList<Told>();
        for (var value : values) {
            var repeat = run(value);
            runs.add(new Told(
                    repeat.id(),
                    repeat.json()
                            .replace(
                                    "\"request_id\": null",
                                    "\"request_id\": \"confirm-run-%d\"".formatted(suspected.id()))));
        }
        return take(runs);
    }

    private List<Told> take(List<Told> runs) {
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        return runs;
    }

    JsonPath suspicions() {
        return answer("suspicions");
    }

    JsonPath results() {
        return answer("results");
    }

    private JsonPath answer(String list) {
        return given().get("/regression-detection/%s?model_id=%d".formatted(list, runner.model()))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
