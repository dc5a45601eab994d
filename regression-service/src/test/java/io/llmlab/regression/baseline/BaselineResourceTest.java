package io.llmlab.regression.baseline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Latencies;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class BaselineResourceTest {

    private static final String PATH = "/regression-detection/baselines";
    private static final double[] GOOD = {100, 101, 99, 100, 102, 98, 100, 101};

    @Inject
    Pool pool;

    private Latencies latencies;

    @BeforeEach
    void aModel() {
        latencies = new Latencies(pool);
    }

    @Test
    void pinsARunAndReadsItAgain() {
        var run = latencies.take(GOOD).get(3);

        var id = choose("\"run_ids\": [%d]".formatted(run.id()))
                .statusCode(201)
                .body("kind", equalTo("pinned"))
                .body("run_ids", contains((int) run.id()))
                .body("stream", equalTo("9f86d081884c7d65"))
                .body("created_by", equalTo("ana"))
                .body("released_at", nullValue())
                .extract()
                .jsonPath()
                .getLong("id");

        given().get(PATH + "/" + id).then().statusCode(200).body("reason", equalTo("Released to customers"));
        list("").body("id", contains((int) id));
        list("&kind=rolling").body("$", hasSize(0));
        list("&released=true").body("$", hasSize(0));
        list("&count=true&dataset_name=gsm8k&metric_type=latency&released=false&stream=9f86d081884c7d65")
                .header("X-Total-Count", "1");
    }

    @Test
    void pinsARangeOfRuns() {
        var runs = latencies.take(GOOD);

        choose(range(runs.get(1), runs.get(4)))
                .statusCode(201)
                .body("run_ids", contains(ids(runs.subList(1, 5)).toArray()));
    }

    /// What was accepted as the new normal is none beside the runs that are pinned.
    @Test
    void comparesNewRunsWithThePinnedOnesUntilTheyAreReleased() {
        var runs = latencies.take(GOOD);
        latencies.take(500, 501, 499);
        judgeAccepted();
        latencies.take(500, 501, 499, 500, 501, 499);
        assertThat(latencies.states()).containsExactly("cleared");
        var id = pinned(range(runs.getFirst(), runs.getLast()));

        latencies.take(500);

        assertThat(latencies.states()).containsExactly("open", "cleared");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(99.0, 101.0);

        given().delete(PATH + "/" + id)
                .then()
                .statusCode(409)
                .body("detail", containsString("accept it as the new normal, or call it a false alarm"));
        judgeAccepted();
        given().get(PATH + "/" + id).then().body("released_by", equalTo("ana"));
        latencies.take(500, 501, 499);
        assertThat(latencies.states()).containsExactly("cleared", "cleared");
    }

    /// The series drifts up with each run; only the pinned runs tell where it came from.
    @Test
    void findsWhatIsWorseThanThePinnedRunsAlthoughItGrewSlowly() {
        var runs = latencies.take(GOOD);
        pinned(range(runs.getFirst(), runs.getLast()));

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
        judgeAccepted();
        latencies.take(130, 131, 129, 130, 131, 129);
        pinned(range(runs.getFirst(), runs.getLast()));

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
        judgeAccepted();
        latencies.take(130, 131, 129, 130, 131, 129, 130, 131, 129, 130);
        pinned(range(runs.getFirst(), runs.getLast()));

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

        pinned(range(runs.getFirst(), runs.getLast()));

        assertThat(latencies.look().getString("outcome")).isNull();
        latencies.take(100);
        assertThat(latencies.look().getString("outcome")).isEqualTo("steady");
    }

    @Test
    void saysHowManyRunsAreMissingWhereTooFewArePinned() {
        var runs = latencies.take(GOOD);
        pinned("\"run_ids\": [%d]".formatted(runs.getLast().id()));

        latencies.take(400, 401, 399, 400, 401, 399, 400);

        assertThat(latencies.states()).isEmpty();
        assertThat(latencies.look().getString("outcome")).isEqualTo("too_short");
    }

    @Test
    void countsNoPinnedRunThatIsExcluded() {
        var runs = latencies.take(100, 101, 99, 100, 102, 900);
        pinned(range(runs.getFirst(), runs.getLast()));

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

        choose("\"kind\": \"rolling\", \"run_ids\": [%d]".formatted(first.id()))
                .statusCode(201)
                .body("run_ids", contains((int) first.id()));
        latencies.take(100);

        assertThat(latencies.states()).containsExactly("open");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(79.0, 81.0);
    }

    @Test
    void releasesAPinnedBaselineWithTheChangeThatIsAccepted() {
        var runs = latencies.take(GOOD);
        var id = pinned(range(runs.getFirst(), runs.getLast()));
        latencies.take(200, 201);

        judgeAccepted();

        given().get(PATH + "/" + id).then().statusCode(200).body("released_by", equalTo("ana"));
        list("&released=false").body("kind", contains("rolling"));
        latencies.take(200, 201, 199, 200, 200);
        assertThat(latencies.states()).containsExactly("cleared");
    }

    @Test
    void comparesWithAllRunsAgainOnceThePinnedOnesAreReleased() {
        var runs = latencies.take(100, 140, 70, 120, 85, 100, 101, 99, 100, 102, 98, 100);
        var id = pinned(range(runs.get(5), runs.getLast()));

        given().delete(PATH + "/" + id).then().statusCode(204);
        latencies.take(125);

        // Beside the pinned runs alone it would be far too slow.
        assertThat(latencies.states()).isEmpty();
    }

    @Test
    void refusesASecondPinnedBaseline() {
        var runs = latencies.take(GOOD);
        var id = pinned("\"run_ids\": [%d]".formatted(runs.getFirst().id()));

        choose("\"run_ids\": [%d]".formatted(runs.getLast().id()))
                .statusCode(409)
                .body("detail", equalTo("Baseline %d is pinned for this series: release it first".formatted(id)));
    }

    @Test
    void refusesToBeginARollingBaselineWhileAFindingIsOpen() {
        latencies.take(GOOD);
        var bad = latencies.take(200).getLast();

        choose("\"kind\": \"rolling\", \"run_ids\": [%d]".formatted(bad.id()))
                .statusCode(409)
                .body("detail", containsString("accept it as the new normal"));
    }

    @Test
    void releasesNothingTwice() {
        var id = pinned(
                "\"run_ids\": [%d]".formatted(latencies.take(GOOD).getFirst().id()));

        given().delete(PATH + "/" + id + "?by=bob").then().statusCode(204);
        given().delete(PATH + "/" + id).then().statusCode(409).body("detail", containsString("already, by bob"));
        given().delete(PATH + "/999999999").then().statusCode(404);
        given().get(PATH + "/999999999")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no baseline 999999999"));
    }

    @Test
    void saysWhichValuesDoNotFit() {
        post("{}")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/model_id", "/dataset_name", "/metric_type", "/metric_name", "/reason", "/run_ids"));
        choose("\"run_ids\": [%s]".formatted("1,".repeat(64) + "1"))
                .statusCode(422)
                .body("errors.pointer", contains("/run_ids"))
                .body("errors.detail", contains("must be 1 to 64 runs, or give from_run_id and to_run_id"));
        choose("\"run_ids\": []").statusCode(422);
        choose("\"run_ids\": [1], \"from_run_id\": 1, \"to_run_id\": 2").statusCode(422);
        choose("\"from_run_id\": 1").statusCode(422).body("errors.pointer", contains("/to_run_id"));
        choose("\"kind\": \"rolling\", \"run_ids\": [1, 2]").statusCode(422);
        choose("\"kind\": \"eternal\", \"run_ids\": [1]").statusCode(422);
        post(body(latencies.model(), "\"run_ids\": [1]").replace("\"ana\"", "\"\""))
                .statusCode(422);
    }

    @Test
    void saysWhatThereIsNot() {
        post(body(999_999_999, "\"run_ids\": [1]"))
                .statusCode(404)
                .body("detail", equalTo("There is no model 999999999"));
        var runs = latencies.take(GOOD);
        choose("\"stream\": \"another\", \"run_ids\": [%d]"
                        .formatted(runs.getFirst().id()))
                .statusCode(404)
                .body("detail", containsString("in stream another"));
        choose("\"run_ids\": [%d, 999999999]".formatted(runs.getFirst().id()))
                .statusCode(422)
                .body("errors.pointer", contains("/run_ids/1"))
                .body("errors.detail", contains("run 999999999 is not in this series, or is excluded"));
    }

    @Test
    void takesNoRangeOfMoreThan64Runs() {
        var runs = latencies.take(DoubleStream.generate(() -> 100).limit(65).toArray());

        choose(range(runs.getFirst(), runs.getLast()))
                .statusCode(422)
                .body("errors.pointer", contains("/from_run_id"))
                .body("errors.detail", contains("the range has more than 64 runs"));
        choose(range(runs.get(1), runs.getLast())).statusCode(201).body("run_ids", hasSize(64));
    }

    @Test
    void listsNewestFirstAndPageByPage() {
        var runs = latencies.take(GOOD);
        for (var run : runs.subList(0, 3)) {
            choose("\"kind\": \"rolling\", \"run_ids\": [%d]".formatted(run.id()))
                    .statusCode(201);
        }

        var first = list("&limit=2")
                .body("run_ids.flatten()", contains((int) runs.get(2).id(), (int)
                        runs.get(1).id()));
        var next = first.extract().header("Link");
        given().get(next.substring(1, next.indexOf('>')))
                .then()
                .statusCode(200)
                .body("run_ids.flatten()", contains((int) runs.get(0).id()));
        list("&limit=0").statusCode(422);
    }

    private long pinned(String runs) {
        return choose(runs).statusCode(201).extract().jsonPath().getLong("id");
    }

    private static String range(Told first, Told last) {
        return "\"from_run_id\": %d, \"to_run_id\": %d".formatted(first.id(), last.id());
    }

    private static List<Integer> ids(List<Told> runs) {
        return runs.stream().map(run -> (int) run.id()).collect(Collectors.toList());
    }

    private void judgeAccepted() {
        given().contentType(ContentType.JSON)
                .body("{\"by\": \"ana\", \"reason\": \"On purpose\"}")
                .post("/regression-detection/results/%d/accept".formatted(latencies.finding()))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse list(String more) {
        return given().get(PATH + "?model_id=" + latencies.model() + more).then();
    }

    private ValidatableResponse choose(String runs) {
        return post(body(latencies.model(), runs));
    }

    private static String body(long model, String runs) {
        return """
                {"model_id": %d, "dataset_name": "gsm8k", "metric_type": "latency", "metric_name": "avg_latency_ms",
                 "reason": "Released to customers", "created_by": "ana", %s}""".formatted(model, runs);
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post(PATH).then();
    }
}
