package io.llmlab.regression.baseline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The requests that docs/detection/baselines.md shows, with the ids of this test.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class BaselinesPageTest {

    private static final Path PAGE = Path.of("../docs/detection/baselines.md");
    private static final Pattern REQUEST =
            Pattern.compile("curl -sS (?:-X (?<method>\\w+) )?\"?http://127.0.0.1:8000(?<path>[^\\s\"]+)\"?"
                    + "(?: -H 'Content-Type: application/json' -d '(?<body>[^']*)')?");
    private static final double[] GOOD = {
        .56, .5775, .545, .5625, .57, .555, .58, .55, .565, .5525, .5725, .56, .5575, .565, .57, .56, .555, .5675, .56,
        .565
    };

    @Inject
    Pool pool;

    private Runner runner;
    private int hours;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
    }

    @Test
    void showsRequestsThatWork() {
        var good = take(GOOD);

        int baseline = shown(
                        "from_run_id",
                        "101",
                        good.getFirst().id(),
                        "120",
                        good.getLast().id())
                .statusCode(201)
                .extract()
                .path("id");
        shown("released=false").statusCode(200).body("id", contains(baseline));
        shown("baselines/5", "baselines/5", "baselines/" + baseline).statusCode(204);
        take(.3);
        shown("false-alarm", "results/8", "results/" + finding()).statusCode(200);
        var last = take(.05, .05, .05).getLast();
        shown("accept", "results/7", "results/" + finding()).statusCode(200);
        shown("\"kind\": \"rolling\"", "140", last.id()).statusCode(201);
        shown("streams?").statusCode(200).body("runs", contains(24));
    }

    private List<Told> take(double... accuracies) {
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(40 - hours));
        hours += accuracies.length;
        var runs = runner.accuracies(start, accuracies);
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        return runs;
    }

    private int finding() {
        var path = "/regression-detection/results?state=open&model_id=" + runner.model();
        return given().get(path).then().statusCode(200).extract().path("[0].id");
    }

    /// Sends the one request of the page that has this in it.
    ///
    /// @param changes in turn what the page says and what takes its place
    private ValidatableResponse shown(String part, Object... changes) {
        var requests = REQUEST.matcher(page())
                .results()
                .filter(request -> request.group().contains(part))
                .toList();
        assertThat(requests).as("requests with %s", part).hasSize(1);
        var request = requests.getFirst();
        var path = changed(request.group("path"), changes);
        var body = request.group("body");
        var method = request.group("method");
        var sent =
                body == null ? given() : given().contentType(ContentType.JSON).body(changed(body, changes));
        return sent.request(method == null ? "GET" : method, path).then();
    }

    private String changed(String text, Object... changes) {
        // The model comes last: its id may hold what the page says elsewhere.
        var model = Long.toString(runner.model());
        var changed = text;
        for (var change = 0; change < changes.length; change += 2) {
            changed = changed.replace(changes[change].toString(), changes[change + 1].toString());
        }
        changed =
                changed.replace("model_id=3", "model_id=" + model).replace("\"model_id\": 3", "\"model_id\": " + model);
        return changed;
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
