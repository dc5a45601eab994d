package io.llmlab.regression.baseline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Latencies;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs mean beside those that a person chose as normal.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class PinnedStoryTest {

    private static final double[] GOOD = {100, 101, 99, 100, 102, 98, 100, 101};

    @Inject
    Pool pool;

    private Latencies latencies;
    private Choices choices;

    @BeforeEach
    void aModel() {
        latencies = new Latencies(pool);
        choices = new Choices(latencies);
    }

    /// What was accepted as the new normal is none beside the runs that are pinned.
    @Test
    void comparesNewRunsWithThePinnedOnesUntilTheyAreReleased() {
        var runs = latencies.take(GOOD);
        latencies.take(500, 501, 499);
        choices.accept();
        latencies.take(500, 501, 499, 500, 501, 499);
        assertThat(latencies.states()).containsExactly("cleared");
        var id = choices.pinned(Choices.range(runs.getFirst(), runs.getLast()));

        latencies.take(500);

        assertThat(latencies.states()).containsExactly("open", "cleared");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(99.0, 101.0);

        given().delete(Choices.PATH + "/" + id)
                .then()
                .statusCode(409)
                .body("detail", containsString("accept it as the new normal, or call it a false alarm"));
        choices.accept();
        given().get(Choices.PATH + "/" + id).then().body("released_by", equalTo("ana"));
        latencies.take(500, 501, 499);
        assertThat(latencies.states()).containsExactly("cleared", "cleared");
    }

    /// The series drifts up with each run; only the pinned runs tell where it came from.
    @Test
    void findsWhatIsWorseThanThePinnedRunsAlthoughItGrewSlowly() {
        var runs = latencies.take(GOOD);
        choices.pinned(Choices.range(runs.getFirst(), runs.getLast()));

        latencies.take(
                DoubleStream.iterate(100.5, value -> value + .5).limit(40).toArray());

        assertThat(latencies.results().getList("state", String.class)).contains("open");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(99.0, 103.0);
    }

    /// The threshold is 20 %: 130 is 30 % above the pinned runs, but nothing beside the runs in between.
    @Test
    void comparesThePinnedRunsAloneWhereAMethodKnowsOneBaseline() {
        var runs = latencies.take(GOOD);
        latencies.take(130, 131, 129);
        choices.accept();
        latencies.take(130, 131, 129, 130, 131, 129);
        choices.pinned(Choices.range(runs.getFirst(), runs.getLast()));

        given().contentType(ContentType.JSON)
                .body("""
                        {"configs": [{"method": "threshold_based", "metric_type": "latency", "metric_name": "*",
                                      "threshold_percent": 0.2}]}""")
                .post("/regression-detection/analyze/" + latencies.model())
                .then()
                .statusCode(200)
                .body("results[0].outcome", equalTo("regressed"))
                .body("results[0].baseline_value", equalTo(100.125f));
    }

    /// The runs at the new level are enough for a baseline of their own, and nothing is new beside them.
    @ParameterizedTest
    @ValueSource(strings = {"auto", "new_run", "trend"})
    void comparesWithThePinnedRunsHoweverManyFollowThem(String method) {
        var runs = latencies.take(GOOD);
        latencies.take(130, 131, 129);
        choices.accept();
        latencies.take(130, 131, 129, 130, 131, 129, 130, 131, 129, 130);
        choices.pinned(Choices.range(runs.getFirst(), runs.getLast()));

        given().contentType(ContentType.JSON)
                .body("""
                        {"configs": [{"method": "%s", "metric_type": "latency", "metric_name": "*"}]}""".formatted(method))
                .post("/regression-detection/analyze/" + latencies.model())
                .then()
                .statusCode(200)
                .body("results[0].outcome", equalTo("regressed"))
                .body("results[0].statistical_details.baseline_points", equalTo(GOOD.length));
    }

    @Test
    void waitsForNewRunsWhereTheNewestOneIsPinned() {
        var runs = latencies.take(GOOD);

        choices.pinned(Choices.range(runs.getFirst(), runs.getLast()));

        assertThat(latencies.look().getString("outcome")).isNull();
        latencies.take(100);
        assertThat(latencies.look().getString("outcome")).isEqualTo("steady");
    }

    @Test
    void saysHowManyRunsAreMissingWhereTooFewArePinned() {
        var runs = latencies.take(GOOD);
        choices.pinned("\"run_ids\": [%d]".formatted(runs.getLast().id()));

        latencies.take(400, 401, 399, 400, 401, 399, 400);

        assertThat(latencies.states()).isEmpty();
        assertThat(latencies.look().getString("outcome")).isEqualTo("too_short");
    }

    @Test
    void countsNoPinnedRunThatIsExcluded() {
        var runs = latencies.take(100, 101, 99, 100, 102, 900);
        choices.pinned(Choices.range(runs.getFirst(), runs.getLast()));

        latencies.runner().sendAgain(runs.getLast().asExcluded());
        latencies.take(130);

        // The run itself was a finding, which ended when it was excluded.
        assertThat(latencies.states()).containsExactly("open", "cleared");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(99.0, 102.0);
    }

    @Test
    void beginsARollingBaselineWithARun() {
        latencies.take(GOOD);
        latencies.take(80);
        var first = latencies.take(80, 81, 79, 80, 81, 79, 80).getFirst();

        choices.choose("\"kind\": \"rolling\", \"run_ids\": [%d]".formatted(first.id()))
                .statusCode(201)
                .body("run_ids", contains((int) first.id()));
        latencies.take(100);

        assertThat(latencies.states()).containsExactly("open");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(79.0, 81.0);
    }

    @Test
    void releasesAPinnedBaselineWithTheChangeThatIsAccepted() {
        var runs = latencies.take(GOOD);
        var id = choices.pinned(Choices.range(runs.getFirst(), runs.getLast()));
        latencies.take(200, 201);

        choices.accept();

        given().get(Choices.PATH + "/" + id).then().statusCode(200).body("released_by", equalTo("ana"));
        choices.list("&released=false").body("kind", contains("rolling"));
        latencies.take(200, 201, 199, 200, 200);
        assertThat(latencies.states()).containsExactly("cleared");
    }

    @Test
    void comparesWithAllRunsAgainOnceThePinnedOnesAreReleased() {
        var runs = latencies.take(100, 140, 70, 120, 85, 100, 101, 99, 100, 102, 98, 100);
        var id = choices.pinned(Choices.range(runs.get(5), runs.getLast()));

        given().delete(Choices.PATH + "/" + id).then().statusCode(204);
        latencies.take(125);

        // Beside the pinned runs alone it would be far too slow.
        assertThat(latencies.states()).isEmpty();
    }
}
