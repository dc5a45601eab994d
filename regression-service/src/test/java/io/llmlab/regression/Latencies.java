package io.llmlab.regression;

import static io.llmlab.regression.Runner.metric;
import static io.restassured.RestAssured.given;

import io.llmlab.regression.Runner.Told;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The average latency of one model on gsm8k in tests, a run an hour, the first one 40 hours ago.
public final class Latencies {

    private static final int FIRST = 40;
    private static final String STREAM = "9f86d081884c7d65";

    private final Runner runner;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(FIRST));
    private int hours;

    public Latencies(Pool pool) {
        runner = new Runner(pool);
    }

    public Runner runner() {
        return runner;
    }

    public long model() {
        return runner.model();
    }

    /// Tells of runs and waits until they had their effect.
    public List<Told> take(double... latencies) {
        return takeIn(STREAM, latencies);
    }

    /// The same with runs that were measured in another way.
    public List<Told> takeIn(String stream, double... latencies) {
        var runs = new ArrayList<Told>();
        for (var latency : latencies) {
            var told = runner.completed(
                    start.plus(Duration.ofHours(hours++)), metric("latency", "avg_latency_ms", latency));
            runs.add(new Told(told.id(), told.json().replace(STREAM, stream)));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        return runs;
    }

    /// When the next run will have been.
    public Instant next() {
        return start.plus(Duration.ofHours(hours));
    }

    /// What was found, newest first.
    public JsonPath results() {
        return given().get("/regression-detection/results?model_id=" + model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public List<String> states() {
        return results().getList("state");
    }

    /// The newest finding.
    public long finding() {
        return results().getLong("[0].id");
    }

    /// A look at the series now.
    public JsonPath look() {
        return given().post("/regression-detection/analyze/" + model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("results[0]");
    }
}
