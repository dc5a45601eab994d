package io.llmlab.regression.finding;

import static io.llmlab.regression.Runner.accuracy;
import static io.llmlab.regression.Runner.metric;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a completed run to what others hear of it, over the real broker and database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class RegressionStoryTest {

    private static final double[] GOOD = {.56, .5775, .545, .5625, .57, .555, .58, .55, .565, .5525, .5725, .56};
    private static final double[] HIGH = {.95, .955, .945, .95, .9525, .9475, .95, .9525};
    private static final double[] BAD = {.215, .2225, .2125};
    private static final double[] GOOD_AGAIN = {.57, .5575, .565};

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private Runner runner;
    private Instant start;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
    }

    private Instant hour(int hours) {
        return start.plus(Duration.ofHours(hours));
    }

    private static JsonPath results(long model) {
        return given().get("/regression-detection/results?model_id=" + model)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Twelve good runs and three bad ones; gives the first bad one.
    private Runner.Told drop() {
        runner.send(runner.accuracies(hour(0), GOOD));
        var bad = runner.accuracies(hour(12), BAD);
        runner.send(bad);
        runner.awaitTaken(bad.getLast());
        return bad.getFirst();
    }

    @Test
    void tellsOfADropWithItsFirstRun() {
        var first = drop();

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        new EventContract("regression-found", mapper).accepts(found.getFirst().value());
        var event = JsonPath.from(found.getFirst().value());
        assertThat(event.getLong("run_id")).isEqualTo(first.id());
        assertThat(event.getBoolean("backfill")).isFalse();
        assertThat(event.getList("findings.metric_name")).containsExactly("overall_accuracy");
        assertThat(event.getString("findings[0].severity")).isEqualTo("critical");
        assertThat(event.getDouble("findings[0].baseline_value")).isBetween(.56, .565);
        assertThat(event.getDouble("findings[0].confidence_score")).isGreaterThan(.99);
        assertThat(event.getBoolean("findings[0].higher_is_better")).isTrue();
    }

    @Test
    void tellsNothingNewWhenARunIsToldOfAgainOrTheDropGoesOn() {
        var first = drop();

        var still = runner.completed(hour(15), accuracy(.22));
        runner.send(first);
        runner.send("pushed again %d".formatted(first.id()), first.json());
        runner.send(still);
        runner.awaitTaken(still);

        assertThat(runner.told("regression-found")).hasSize(1);
        assertThat(runner.count("select count(*) from point where run_id = $1", first.id()))
                .isEqualTo(1);
        assertThat(results(runner.model()).getLong("[0].last_run_id")).isEqualTo(still.id());
    }

    @Test
    void tellsOnceThatADropIsOver() {
        drop();

        var again = runner.accuracies(hour(15), GOOD_AGAIN);
        runner.send(again);
        runner.awaitTaken(again.getLast());

        assertThat(runner.told("regression-found")).hasSize(1);
        var cleared = runner.told("regression-cleared");
        assertThat(cleared).hasSize(1);
        new EventContract("regression-cleared", mapper)
                .accepts(cleared.getFirst().value());
        var results = results(runner.model());
        assertThat(JsonPath.from(cleared.getFirst().value()).getList("cleared.finding_id", Long.class))
                .isEqualTo(results.getList("id", Long.class));
        assertThat(results.getList("state")).containsExactly("cleared");
        assertThat(results.getLong("[0].cleared_run_id"))
                .isEqualTo(again.getLast().id());
        assertThat(results.getDouble("[0].change_percent")).isLessThan(-.15);
    }

    @Test
    void findsTheNextDropAgainstTheRunsThatWereNeverRegressed() {
        runner.send(runner.accuracies(hour(0), .9, .91, .9, .89, .9, .91, .3, .31, .3, .9, .91, .9));
        var next = runner.accuracies(hour(13), .6, .61, .6);
        runner.send(next);
        runner.awaitTaken(next.getLast());

        var found = runner.told("regression-found");
        assertThat(found).hasSize(2);
        assertThat(JsonPath.from(found.getLast().value()).getDouble("findings[0].baseline_value"))
                .isBetween(.89, .91);
    }

    @Test
    void doesNotTakeAnImprovementForARegression() {
        var runs = runner.accuracies(hour(0), .3, .31, .3, .29, .3, .3, .8, .81, .8);
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        assertThat(runner.told("regression-found")).isEmpty();
        given().post("/regression-detection/analyze/" + runner.model())
                .then()
                .statusCode(200)
                .body("regressions_detected", equalTo(0))
                .body("results.outcome", contains("improved"))
                .body("results.severity", contains("info"));
    }

    @Test
    void tellsOfAllMetricsOfARunInOneEvent() {
        var runs = new ArrayList<Runner.Told>();
        for (int i = 0; i < 10; i++) {
            var slow = i < 7 ? 1 : 3;
            runs.add(runner.completed(
                    hour(i),
                    metric("latency", "avg_latency_ms", 100 * slow),
                    metric("cost", "total_cost", .01 * slow),
                    metric("custom", "mood", slow)));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        assertThat(JsonPath.from(found.getFirst().value()).getList("findings.metric_name"))
                .containsExactlyInAnyOrder("avg_latency_ms", "total_cost");
    }

    @Test
    void tellsAgainWhenAFindingGetsWorse() {
        var runs = new ArrayList<Runner.Told>();
        for (double latency : new double[] {100, 101, 99, 100, 102, 98, 100, 125, 170, 170, 170}) {
            runs.add(runner.completed(hour(runs.size()), metric("latency", "avg_latency_ms", latency)));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        var told = runner.told("regression-found").stream()
                .map(record -> JsonPath.from(record.value()))
                .toList();
        assertThat(told)
                .extracting(event -> event.getString("findings[0].severity"))
                .containsExactly("warning", "warning", "critical");
        assertThat(told)
                .extracting(event -> event.getBoolean("findings[0].settled"))
                .containsExactly(false, true, true);
        assertThat(results(runner.model()).getList("severity")).containsExactly("critical");
    }

    /// Else a rule whose threshold the small drop did not reach would never hear of the collapse.
    @Test
    void tellsAgainWhenASmallCriticalFindingBecomesACollapse() {
        runner.send(runner.accuracies(hour(0), HIGH));
        var collapse = runner.accuracies(hour(8), .89, .8875, .89, .89, .4, .4, .4);
        runner.send(collapse);
        runner.awaitTaken(collapse.getLast());

        var told = runner.told("regression-found").stream()
                .map(record -> JsonPath.from(record.value()))
                .toList();
        assertThat(told).hasSizeGreaterThan(1);
        assertThat(told.getFirst().getString("findings[0].severity")).isEqualTo("critical");
        assertThat(told.getFirst().getDouble("findings[0].change_percent")).isBetween(-.1, -.05);
        assertThat(told.getLast().getDouble("findings[0].change_percent")).isLessThan(-.2);
        assertThat(told.stream()
                        .map(event -> event.getLong("findings[0].finding_id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void keepsRunsThatAreNoEvidenceOutOfItsSeries() {
        runner.send(runner.run("gsm8k", hour(0), hour(0), "failed", true, accuracy(0)));
        runner.send(runner.run("gsm8k", hour(1), hour(1), "completed", false, accuracy(0)));
        var good = runner.completed(hour(2), accuracy(.9));
        runner.send(good);
        runner.awaitTaken(good);

        assertThat(runner.count("""
                select count(*) from point p join series s on s.id = p.series_id where s.model_id = $1""", runner.model())).isEqualTo(1);
    }

    @Test
    void keepsDatasetsApart() {
        for (int i = 0; i < 8; i++) {
            runner.send(runner.run("easy", hour(i), hour(i), "completed", true, accuracy(.95)));
        }
        var hard = runner.run("hard", hour(9), hour(9), "completed", true, accuracy(.2));
        runner.send(hard);
        runner.awaitTaken(hard);

        assertThat(runner.told("regression-found")).isEmpty();
        given().get("/regression-detection/results?model_id=" + runner.model())
                .then()
                .body("$", hasSize(0));
    }

    @Test
    void goesOnBehindWhatCanNeverBeProcessed() {
        var garbage = "garbage for model %d".formatted(runner.model());
        runner.send("garbage-" + runner.model(), garbage);
        var good = runner.completed(hour(0), accuracy(.9));
        runner.send(good);

        runner.awaitTaken(good);
        assertThat(runner.awaitDead(garbage).value()).isEqualTo(garbage);
    }
}
