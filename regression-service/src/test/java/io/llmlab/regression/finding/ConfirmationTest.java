package io.llmlab.regression.finding;

import static io.llmlab.regression.Runner.accuracy;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A configuration with `confirm_runs: 2`: from the suspicion to the finding or its end, over the real broker and
/// database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class ConfirmationTest {

    private static final double[] GOOD = {.8, .805, .795, .8, .802, .798, .8, .803};
    private static final double FALLEN = .5;

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private Runner runner;
    private Instant next;

    @BeforeEach
    void aCarefullyWatchedModel() {
        runner = new Runner(pool);
        next = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
        take(GOOD);
        given().contentType(ContentType.JSON)
                .body("""
                        {"method": "auto", "metric_type": "accuracy", "metric_name": "overall_accuracy",
                         "model_id": %d, "confirm_runs": 2}""".formatted(runner.model()))
                .post("/regression-detection/configs")
                .then()
                .statusCode(201)
                .body("confirm_runs", equalTo(2));
    }

    private Told run(double value) {
        next = next.plus(Duration.ofHours(1));
        return runner.completed(next, accuracy(value)).with("\"run_config\": {\"sample_size\": 400}");
    }

    private List<Told> take(double... values) {
        var runs = new ArrayList<Told>();
        for (var value : values) {
            runs.add(run(value));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        return runs;
    }

    private Told suspected() {
        return take(FALLEN).getFirst();
    }

    private static Told repeatOf(Told suspected, Told repeat) {
        return new Told(
                repeat.id(),
                repeat.json()
                        .replace(
                                "\"request_id\": null",
                                "\"request_id\": \"confirm-run-%d\"".formatted(suspected.id())));
    }

    private List<Told> repeat(Told suspected, double... values) {
        var repeats = new ArrayList<Told>();
        for (var value : values) {
            repeats.add(repeatOf(suspected, run(value)));
        }
        runner.send(repeats);
        runner.awaitTaken(repeats.getLast());
        return repeats;
    }

    private JsonPath suspicions() {
        return given().get("/regression-detection/suspicions?model_id=" + runner.model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath results() {
        return given().get("/regression-detection/results?model_id=" + runner.model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void asksForRepeatsInsteadOfRaisingAnAlarm() {
        var bad = suspected();

        var requested = runner.requested();
        assertThat(requested).hasSize(1);
        new EventContract("run-requested", mapper).accepts(requested.getFirst().value());
        var event = JsonPath.from(requested.getFirst().value());
        assertThat(event.getString("request_id")).isEqualTo("confirm-run-" + bad.id());
        assertThat(event.getInt("runs")).isEqualTo(2);
        assertThat(event.getInt("benchmark_config.sample_size")).isEqualTo(400);
        assertThat(event.getString("reason")).contains("overall_accuracy went from 0.7998", "to 0.5000", "2 more runs");
        assertThat(runner.told("regression-found")).isEmpty();
        assertThat(results().getList("id")).isEmpty();
        assertThat(suspicions().getList("state")).containsExactly("pending");
        assertThat(suspicions().getLong("[0].run_id")).isEqualTo(bad.id());
    }

    @Test
    void findsOnceWhatTheRepeatsShowToo() {
        var bad = suspected();
        repeat(bad, .51);
        assertThat(runner.told("regression-found")).isEmpty();
        var last = repeat(bad, .505).getFirst();
        runner.sendAgain(last);

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        var event = JsonPath.from(found.getFirst().value());
        assertThat(event.getLong("run_id")).isEqualTo(bad.id());
        assertThat(event.getLong("findings[0].cause.onset.run_id")).isEqualTo(bad.id());
        assertThat(event.getDouble("findings[0].current_value")).isBetween(.5, .51);
        assertThat(suspicions().getList("state")).containsExactly("found");
        assertThat(suspicions().getString("[0].reason")).isEqualTo("confirmed");
        assertThat(suspicions().getLong("[0].finding_id")).isEqualTo(results().getLong("[0].id"));
        assertThat(runner.requested()).hasSize(1);
    }

    /// All three runs together are far below the baseline, but for the sake of one of them.
    @Test
    void dropsOneWildRunThatGoodOnesFollow() {
        repeat(suspected(), .801, .799);

        assertThat(runner.told("regression-found")).isEmpty();
        assertThat(results().getList("id")).isEmpty();
        assertThat(suspicions().getList("state")).containsExactly("dropped");
        assertThat(suspicions().getString("[0].reason")).isEqualTo("not_repeated");
    }

    @Test
    void raisesNoAlarmInBetweenWhateverComes() {
        var bad = suspected();
        take(.5, .49);

        assertThat(runner.told("regression-found")).isEmpty();
        assertThat(runner.requested()).hasSize(1);

        repeat(bad, .5, .51);

        assertThat(runner.told("regression-found")).hasSize(1);
    }

    @Test
    void decidesAtOnceWhereNobodyCanBeAskedToRunAgain() {
        var pushed = run(FALLEN);
        var bad = new Told(pushed.id(), pushed.json().replace("\"source\": \"runner\"", "\"source\": \"lm-eval\""));
        runner.send(bad);
        runner.awaitTaken(bad);

        assertThat(runner.told("regression-found")).hasSize(1);
        assertThat(runner.requested()).isEmpty();
        assertThat(suspicions().getList("id")).isEmpty();
    }

    @Test
    void decidesOnWhatThereIsWhenTheRepeatsFail() {
        var bad = suspected();
        for (var repeat = 0; repeat < 2; repeat++) {
            var failed = runner.run("gsm8k", next, next, "failed", false);
            runner.send(repeatOf(bad, failed));
        }
        var after = runner.run("another", next, next, "completed", true, accuracy(.5));
        runner.send(after);
        runner.awaitTaken(after);

        assertThat(runner.told("regression-found")).hasSize(1);
        assertThat(suspicions().getString("[0].reason")).isEqualTo("no_repeats");
    }

    @Test
    void decidesOnWhatThereIsWhenTheRepeatsDoNotCome() {
        suspected();
        pool.preparedQuery("update suspicion set deadline = now() where model_id = $1")
                .executeAndAwait(Tuple.of(runner.model()));

        await().atMost(Runner.PATIENCE)
                .untilAsserted(() -> assertThat(suspicions().getList("state")).containsExactly("found"));
        assertThat(suspicions().getString("[0].reason")).isEqualTo("no_repeats");
        assertThat(results().getList("state")).containsExactly("open");
    }

    @Test
    void dropsWhatRestsOnARunThatAPersonExcludes() {
        var bad = suspected();

        runner.sendAgain(bad.asExcluded());

        assertThat(suspicions().getList("state")).containsExactly("dropped");
        assertThat(suspicions().getString("[0].reason")).isEqualTo("excluded");
        assertThat(runner.told("regression-found")).isEmpty();
    }

    @Test
    void refusesMoreThanTenRepeats() {
        given().contentType(ContentType.JSON)
                .body("""
                        {"method": "auto", "metric_type": "accuracy", "metric_name": "recall", "confirm_runs": 11}""")
                .post("/regression-detection/configs")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/confirm_runs"))
                .body("errors[0].detail", containsString("0 to 10"));
    }
}
