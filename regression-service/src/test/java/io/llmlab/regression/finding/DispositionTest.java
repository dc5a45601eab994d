package io.llmlab.regression.finding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Latencies;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of a finding, and of its series, when a person judges it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class DispositionTest {

    private static final String SAID = """
            {"by": "ana", "reason": "We moved to the larger model on purpose"}""";

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private Latencies latencies;

    @BeforeEach
    void aModel() {
        latencies = new Latencies(pool);
    }

    @Test
    void endsAFindingThatIsTheNewNormalAndTellsSo() {
        var step = step();
        var finding = latencies.finding();

        judge(finding, "accept", SAID)
                .statusCode(200)
                .body("state", equalTo("cleared"))
                .body("disposition.kind", equalTo("accepted"))
                .body("disposition.by", equalTo("ana"))
                .body("disposition.reason", equalTo("We moved to the larger model on purpose"))
                .body("cleared_run_id", equalTo((int) step));

        var event = cleared();
        assertThat(event.getString("cleared[0].reason")).isEqualTo("accepted");
        assertThat(event.getLong("cleared[0].finding_id")).isEqualTo(finding);
        assertThat(event.getLong("run_id")).isEqualTo(step);
        assertThat(event.getString("model.provider")).isEqualTo("custom");
        assertThat(event.getString("model.labels.team")).isEqualTo("a");
    }

    @Test
    void comparesWithTheRunsSinceAnAcceptedChange() {
        step();
        judge(latencies.finding(), "accept", SAID).statusCode(200);

        latencies.take(200, 201, 199, 200);

        assertThat(latencies.states()).containsExactly("cleared");
        assertThat(latencies.look().getString("outcome")).isEqualTo("steady");
        assertThat(latencies.look().getDouble("baseline_value")).isBetween(199.0, 201.0);

        latencies.take(400);

        assertThat(latencies.states()).containsExactly("open", "cleared");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(199.0, 201.0);
    }

    @Test
    void takesWhatIsAcceptedAsABaselineThatCanBeListedAndReleased() {
        step();
        var finding = latencies.finding();
        judge(finding, "accept", SAID).statusCode(200);

        var listed = baselines();
        assertThat(listed.getList("kind")).containsExactly("rolling");
        assertThat(listed.getLong("[0].finding_id")).isEqualTo(finding);
        assertThat(listed.getString("[0].created_by")).isEqualTo("ana");

        given().delete("/regression-detection/baselines/" + listed.getLong("[0].id") + "?by=bob")
                .then()
                .statusCode(204);
        latencies.take(200);

        // The level before is normal again, so the step is found anew.
        assertThat(latencies.states()).containsExactly("open", "cleared");
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(99.0, 101.0);
        assertThat(baselines().getString("[0].released_by")).isEqualTo("bob");
    }

    @Test
    void keepsAFalseAlarmAndDoesNotFindItAgain() {
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101);
        latencies.take(400);
        var finding = latencies.finding();

        judge(finding, "false-alarm", SAID)
                .statusCode(200)
                .body("state", equalTo("cleared"))
                .body("disposition.kind", equalTo("false_alarm"));
        assertThat(cleared().getString("cleared[0].reason")).isEqualTo("false_alarm");

        latencies.take(100, 101, 99, 100, 102, 98, 100, 101, 99, 100, 101, 100);

        assertThat(latencies.states()).containsExactly("cleared");
        given().get("/regression-detection/results?disposition=false_alarm&model_id=" + latencies.model())
                .then()
                .statusCode(200)
                .body("id", contains((int) finding));
        given().get("/regression-detection/results?disposition=accepted&model_id=" + latencies.model())
                .then()
                .statusCode(200)
                .body("$", hasSize(0));
    }

    /// The wild run belongs to the baseline from now on: another one like it is less of a surprise.
    @Test
    void countsTheRunsOfAFalseAlarmAsNormal() {
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101);
        latencies.take(400);
        judge(latencies.finding(), "false-alarm", SAID).statusCode(200);

        latencies.take(100, 390);

        assertThat(latencies.states()).containsExactly("cleared");
        assertThat(latencies.look().getInt("statistical_details.baseline_points"))
                .isEqualTo(10);
    }

    @Test
    void findsWhatReallyChangesAfterAFalseAlarm() {
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101, 99, 101, 100, 98);
        latencies.take(130);
        judge(latencies.finding(), "false-alarm", SAID).statusCode(200);

        latencies.take(100, 300, 310, 305);

        assertThat(latencies.states()).containsExactly("open", "cleared");
    }

    @Test
    void notesAFalseAlarmOfWhatIsOverAlready() {
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101);
        latencies.take(400);
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101, 99, 100, 101, 100);
        assertThat(latencies.states()).containsExactly("cleared");

        judge(latencies.finding(), "false-alarm", SAID).statusCode(200);

        assertThat(latencies.results().getString("[0].disposition.kind")).isEqualTo("false_alarm");
        assertThat(latencies.runner().told("regression-cleared")).hasSize(1);
    }

    @Test
    void refusesASecondWord() {
        step();
        var finding = latencies.finding();
        judge(finding, "accept", SAID).statusCode(200);

        judge(finding, "accept", SAID).statusCode(409).body("detail", containsString("judged already, by ana"));
        judge(finding, "false-alarm", SAID).statusCode(409);
        assertThat(latencies.runner().told("regression-cleared")).hasSize(1);
    }

    @Test
    void acceptsNothingThatIsOver() {
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101);
        latencies.take(400);
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101, 99, 100, 101, 100);

        judge(latencies.finding(), "accept", SAID)
                .statusCode(409)
                .body("detail", containsString("only an open one can become the new normal"));
        assertThat(baselines().getList("$")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAWord() {
        judge(999_999_999, "accept", SAID).statusCode(404).body("detail", equalTo("There is no finding 999999999"));
        judge(1, "accept", "{}").statusCode(422).body("errors.pointer", contains("/reason"));
        judge(1, "false-alarm", """
                {"by": " ", "reason": "%s"}""".formatted("x".repeat(1001)))
                .statusCode(422)
                .body("errors.pointer", contains("/by", "/reason"));
        given().contentType(ContentType.JSON)
                .post("/regression-detection/results/1/accept")
                .then()
                .statusCode(422);
    }

    @Test
    void answersARepeatWithTheFirstAnswer() {
        step();
        var path = "/regression-detection/results/%d/accept".formatted(latencies.finding());
        var key = "accept-%d".formatted(latencies.model());

        for (var time = 0; time < 2; time++) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", key)
                    .body(SAID)
                    .post(path)
                    .then()
                    .statusCode(200)
                    .body("disposition.kind", equalTo("accepted"));
        }
        assertThat(latencies.runner().told("regression-cleared")).hasSize(1);
    }

    /// Eight runs at 100 and two at 200; gives the last run.
    private long step() {
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101);
        var last = latencies.take(200, 201).getLast();
        assertThat(latencies.states()).containsExactly("open");
        return last.id();
    }

    private JsonPath cleared() {
        var told = latencies.runner().told("regression-cleared");
        assertThat(told).hasSize(1);
        new EventContract("regression-cleared", mapper).accepts(told.getFirst().value());
        return JsonPath.from(told.getFirst().value());
    }

    private JsonPath baselines() {
        return given().get("/regression-detection/baselines?model_id=" + latencies.model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse judge(long finding, String as, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/regression-detection/results/%d/%s".formatted(finding, as))
                .then();
    }
}
