package io.llmlab.gateway.verdict;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.gateway.testing.StubOwner;
import io.llmlab.gateway.testing.StubOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(StubOwners.Settings.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class VerdictTest {

    private static final String COMPARE = "GET /benchmark-runs/7/compare/7";
    private static final String STEADY = """
            {"metric_type": "accuracy", "metric_name": "overall_accuracy", "dataset_name": "gsm8k", "stream": "s1",
             "outcome": "steady", "statistical_details": {"smallest_visible_1_run": 0.043}}""";

    @RegisterExtension
    static final StubOwners owners = new StubOwners();

    private static final StubOwner runner = owners.runner();
    private static final StubOwner regression = owners.regression();

    @Test
    void passesARunThatWasLookedAtAndShowsNothing() {
        run("completed", "");
        evaluated("[]", "[]", "[]", STEADY);

        verdict("")
                .body("run_id", equalTo(7))
                .body("verdict", equalTo("pass"))
                .body("pending", equalTo(false))
                .body("reasons", hasItem("No regression was found in 1 series"))
                .body("reasons", hasItem(containsString("a change under 0.043 in one run could not have been seen")))
                .body("findings", hasSize(0))
                .body("comparison", nullValue())
                .body("run.dataset_name", equalTo("gsm8k"));
    }

    @ParameterizedTest
    @CsvSource({
        "critical, null, fail",
        "warning, null, fail",
        "info, null, pass",
        "critical, {\"kind\": \"false_alarm\"}, pass",
        "critical, {\"kind\": \"accepted\"}, pass",
    })
    void failsARunWithARegressionUnlessAPersonCalledItNone(String severity, String disposition, String expected) {
        run("completed", "");
        evaluated("[%s]".formatted(finding(7, 7, severity, disposition)), "[]", "[]", STEADY);

        verdict("")
                .body("verdict", equalTo(expected))
                .body("findings", hasSize(1))
                .body(
                        "reasons.findAll { it.contains('overall_accuracy') && it.contains('from 0.861 to 0.741 (-13.9 %)') }",
                        hasSize(1));
    }

    /// The third bad run of three is as bad as the first.
    @Test
    void failsARunThatStillShowsAnEarlierRegression() {
        run("completed", "");
        evaluated("[]", "[%s]".formatted(finding(5, 7, "critical", "null")), "[]", STEADY);

        verdict("").body("verdict", equalTo("fail")).body("findings[0].run_id", equalTo(5));
    }

    @Test
    void isNotConcernedByWhatBeganLaterOrEndedBeforeOrIsOfAnotherKind() {
        run("completed", "");
        evaluated(
                "[]",
                "[%s, %s, %s]"
                        .formatted(
                                finding(8, 9, "critical", "null"),
                                finding(5, 6, "critical", "null"),
                                finding(5, 7, "critical", "null").replace("\"s1\"", "\"s2\"")),
                "[]",
                STEADY);

        verdict("").body("verdict", equalTo("pass")).body("findings", hasSize(0));
    }

    @Test
    void passesNothingThatNobodyCouldJudge() {
        run("completed", "");
        evaluated("[]", "[]", "[]", """
                {"metric_type": "accuracy", "metric_name": "overall_accuracy", "dataset_name": "gsm8k", "stream": "s1",
                 "outcome": "too_short", "insufficient_data": {"missing_runs": 4}},
                {"metric_type": "accuracy", "metric_name": "overall_accuracy", "dataset_name": "mmlu", "stream": "s1",
                 "outcome": "steady"}""");

        verdict("")
                .body("verdict", equalTo("inconclusive"))
                .body("pending", equalTo(false))
                .body("reasons", equalTo(List.of("Too few runs of this kind to be judged: 4 more are needed")));
    }

    @Test
    void waitsForTheRunTheEvaluationAndTheRepeats() {
        run("running", "");
        run("completed", "");
        regression.answers(COMPARE, 404, "{}");
        regression.answers("GET /regression-detection/suspicions", 200, "[{}]");
        evaluated("[]", "[]", "[]", STEADY);

        verdict("").body("verdict", equalTo("inconclusive")).body("pending", equalTo(true));
        verdict("?wait=30s").body("verdict", equalTo("pass"));
        assertThat(regression.asked().stream().filter(asked -> asked.uri().contains("suspicions")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "failed, '', The run has failed: The endpoint answered 401",
        "cancelled, '', The run has ended as cancelled: The endpoint answered 401",
        "completed, '\"measurable\": false,', Too many samples failed technically: the run is no evidence of quality",
        "completed, '\"excluded\": {\"by\": \"ana\", \"reason\": \"wrong prompt\"},', The run was excluded by ana: wrong prompt",
    })
    void isInconclusiveAboutWhatIsNoEvidence(String status, String more, String reason) {
        run(status, more);

        verdict("?wait=30s")
                .body("verdict", equalTo("inconclusive"))
                .body("pending", equalTo(false))
                .body("reasons", hasItem(reason));
    }

    @ParameterizedTest
    @CsvSource({"worse, fail", "better, pass", "statistically_tied, pass", "insufficient, inconclusive"})
    void comparesWithABaseline(String compared, String expected) {
        run("completed", "");
        regression.answers(COMPARE, 200, "{}").answers("GET /benchmark-runs/3/compare/7", 200, """
                {"verdict": "%s", "explanation": "Item by item.", "difference": -0.031, "difference_low": -0.05,
                 "difference_high": -0.012, "p_value": 0.0021, "lost": 12, "gained": 2, "smallest_visible": 0.027,
                 "first": {"id": 3}, "second": {"id": 7}}""".formatted(compared));

        verdict("?baseline=3")
                .body("verdict", equalTo(expected))
                .body("comparison.lost", equalTo(12))
                .body("reasons[0]", containsString("-0.0310 (95 % interval -0.0500 to -0.0120), p = 0.0021"))
                .body("reasons", hasItem("12 items got worse, 2 got better"));
    }

    @Test
    void saysWhyRunsCannotBeCompared() {
        run("completed", "");
        regression
                .answers(COMPARE, 200, "{}")
                .answers("GET /benchmark-runs/3/compare/7", 422, "{\"detail\": \"run 3 is on another dataset\"}");

        verdict("?baseline=3")
                .body("verdict", equalTo("inconclusive"))
                .body("reasons[0]", equalTo("It cannot be compared: run 3 is on another dataset"));
    }

    @Test
    void isInconclusiveWhileRegressionServiceDoesNotAnswer() {
        run("completed", "");
        // The others answer, so that it is known which failure is told.
        regression
                .answers(COMPARE, 200, "{}")
                .answers("GET /regression-detection/results", 500, "{}")
                .answers("GET /regression-detection/suspicions", 200, "[]")
                .answers("POST /regression-detection/analyze/2", 200, "{\"results\": []}");

        verdict("")
                .body("verdict", equalTo("inconclusive"))
                .body("pending", equalTo(true))
                .body("reasons[0]", equalTo("regression-service could not be asked: it answered 500"));
    }

    @Test
    void knowsNoRunThatItsOwnerDoesNotKnow() {
        given().get("/benchmark-runs/9/verdict").then().statusCode(404).contentType("application/problem+json");
        runner.answers("GET /benchmark-runs/7", 500, "{}");
        given().get("/benchmark-runs/7/verdict").then().statusCode(503).header("Retry-After", equalTo("5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=6m", "wait=301s", "wait=soon", "wait=-1s", "baseline=last"})
    void refusesWhatItCannotRead(String query) {
        run("completed", "");

        given().get("/benchmark-runs/7/verdict?" + query)
                .then()
                .statusCode(422)
                .body("errors[0].parameter", equalTo(query.substring(0, query.indexOf('='))));
    }

    private static void run(String status, String more) {
        runner.answers("GET /benchmark-runs/7", 200, """
                {"id": 7, "model_id": 2, "dataset_name": "gsm8k", "stream": "s1", "status": "%s", %s
                 "error_message": "The endpoint answered 401"}""".formatted(status, more));
    }

    private static void evaluated(String begun, String open, String suspected, String looks) {
        regression
                .answers(COMPARE, 200, "{}")
                .answers("GET /regression-detection/results?run_id=7&limit=500", 200, begun)
                .answers("GET /regression-detection/results", 200, open)
                .answers("GET /regression-detection/suspicions", 200, suspected)
                .answers("POST /regression-detection/analyze/2", 200, "{\"results\": [%s]}".formatted(looks));
    }

    private static String finding(long run, long lastRun, String severity, String disposition) {
        return """
                {"id": 1, "run_id": %d, "last_run_id": %d, "stream": "s1", "metric_type": "accuracy",
                 "metric_name": "overall_accuracy", "severity": "%s", "baseline_value": 0.861, "current_value": 0.741,
                 "change_percent": -0.1394, "disposition": %s}""".formatted(run, lastRun, severity, disposition);
    }

    private static ValidatableResponse verdict(String query) {
        return given().get("/benchmark-runs/7/verdict" + query).then().statusCode(200);
    }
}
