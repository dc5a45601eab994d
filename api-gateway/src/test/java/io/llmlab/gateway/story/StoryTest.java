package io.llmlab.gateway.story;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(StubOwners.Settings.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class StoryTest {

    private static final String COMPARE = "GET /benchmark-runs/7/compare/7";

    @RegisterExtension
    static final StubOwners owners = new StubOwners();

    private static final StubOwner runner = owners.runner();
    private static final StubOwner regression = owners.regression();
    private static final StubOwner alerts = owners.alerts();

    @BeforeEach
    void channelsWithoutRules() {
        alerts.answers("GET /alert-rules", 200, "[]").answers("GET /notification-channels", 200, """
                [{"name": "mail", "type": "email"}, {"name": "log", "type": "console"}]""");
    }

    @Test
    void tellsFromTheFindingToTheDelivery() {
        run("completed", "");
        evaluated(finding(7), "");
        rulings("""
                {"id": 2, "rule_id": "critical", "fired": true, "reason": "accuracy fell by 14 %", "alert_id": 5},
                {"id": 1, "rule_id": "slow", "fired": false, "reason": "it watches latencies", "alert_id": null}""");
        alert(7, """
                {"kind": "planned", "details": {"channels": {"mail": "pending"}}}, {"kind": "opened", "details": {}}""", """
                {"channel": "mail", "kind": "opened", "status": "sent", "reason": null}""");

        story().body("told", equalTo("told"))
                .body("stale", hasSize(0))
                .body("run.dataset_name", equalTo("gsm8k"))
                .body("evaluation.known", equalTo(true))
                .body("evaluation.findings[0].config_version", equalTo(4))
                .body("evaluation.looks[0].outcome", equalTo("too_short"))
                .body("rulings", hasSize(2))
                .body("alerts[0].began_with_run", equalTo(true))
                .body("alerts[0].timeline", hasSize(2))
                .body("alerts[0].deliveries[0].status", equalTo("sent"))
                .body(
                        "summary",
                        equalTo(List.of(
                                "Found by auto (configuration 3, version 4): accuracy/overall_accuracy changed from 0.861 to"
                                        + " 0.741 (-13.9 %), critical",
                                "Rule slow let it pass: it watches latencies",
                                "Rule critical fired: accuracy fell by 14 %",
                                "Alert 5 opened: accuracy fell",
                                "Alert 5: opened by mail: sent")));
    }

    @Test
    void saysWhyNoRuleMatchedAndWhichAreSwitchedOff() {
        run("completed", "");
        evaluated(finding(7), "");
        alerts.reset();
        alerts.answers("GET /notification-channels", 200, "[]").answers("GET /alert-rules", 200, """
                        [{"rule_id": "off", "enabled": false, "alert_type": "performance_regression"},
                         {"rule_id": "costs", "enabled": false, "alert_type": "cost_anomaly"},
                         {"rule_id": "on", "enabled": true, "alert_type": "performance_regression"}]""");
        rulings("""
                {"id": 1, "rule_id": "critical", "fired": false, "reason": "labels.team does not match", "alert_id": null}""");

        story().body("told", equalTo("not_told"))
                .body("summary", hasItem("Rule critical let it pass: labels.team does not match"))
                .body("summary", hasItem("Rule off is switched off now"))
                .body("summary.findAll { it.contains('costs') || it.contains('Rule on ') }", hasSize(0));
    }

    @Test
    void saysWhatHoldsAMessageBack() {
        run("completed", "");
        evaluated(finding(7), "");
        fired();
        alert(7, """
                {"kind": "held", "reason": "silence 3 until Monday", "details": {}}, {"kind": "opened", "details": {}}""", "");

        story().body("told", equalTo("waiting")).body("summary", hasItem("Alert 5: held back, silence 3 until Monday"));
    }

    /// What the rule's cooldown forbids opens nothing; the alert before it says so.
    @Test
    void saysThatARunRepeatsWhatPeopleWereToldOf() {
        run("completed", "");
        evaluated(finding(7), "");
        fired();
        alert(3, """
                {"kind": "held", "reason": "the rule's cooldown is not over", "details": {"run_id": 7}},
                {"kind": "held", "reason": "something else", "details": {"run_id": 4}}""", """
                {"channel": "mail", "kind": "opened", "status": "sent", "reason": null}""");

        story().body("told", equalTo("told_before"))
                .body("alerts[0].began_with_run", equalTo(false))
                .body("alerts[0].timeline", hasSize(1))
                .body("summary", hasItem("Alert 5 is about it already, since run 3: accuracy fell"))
                .body("summary", hasItem("Alert 5: held back, the rule's cooldown is not over"))
                .body("summary.findAll { it.contains('something else') }", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({
        "log, sent, not_told",
        "mail, failed, not_told",
        "mail, skipped, not_told",
        "mail, pending, waiting",
        "mail, sent, told",
    })
    void countsOnlyWhatReachedPeople(String channel, String status, String told) {
        run("completed", "");
        evaluated(finding(7), "");
        fired();
        alert(7, """
                {"kind": "planned", "details": {"channels": {"x": "pending"}}}""", """
                {"channel": "%s", "kind": "opened", "status": "%s", "reason": "not configured"}""".formatted(channel, status));

        story().body("told", equalTo(told))
                .body("summary", hasItem("Alert 5: opened by %s: %s, not configured".formatted(channel, status)));
    }

    @Test
    void saysThatThereWasNothingToTell() {
        run("completed", "");
        evaluated("", "");
        rulings("");

        story().body("told", equalTo("not_told"))
                .body(
                        "summary",
                        equalTo(List.of(
                                "No regression was found with it, and none could be. Too few runs of this kind to be"
                                        + " judged: 4 more are needed",
                                "No rule was asked: there was nothing to say of the run")));
    }

    @Test
    void namesWhatBeganEarlierAndStillHolds() {
        run("completed", "");
        evaluated(
                "",
                finding(5) + "," + finding(5).replace("\"s1\"", "\"s2\"") + ","
                        + finding(5).replace("\"last_run_id\": 9", "\"last_run_id\": 6"));
        rulings("");

        story().body("evaluation.findings", hasSize(1))
                .body("summary[0]", containsString("Found with run 5 already, and still so by auto"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "running|'' | unknown | The run is running: it is evaluated when it has ended",
                "failed|'' | not_told | The run has failed, so its values are not compared: The endpoint answered 401",
                "completed|\"measurable\": false,| not_told | Too many samples failed technically: the run is no evidence of quality",
                "completed|\"excluded\": {\"by\": \"ana\", \"reason\": \"wrong prompt\"},| not_told | The run was excluded by ana: wrong prompt",
                "completed|''| unknown | regression-service has not evaluated the run yet",
            })
    void saysWhyARunIsNotEvaluated(String status, String more, String told, String sentence) {
        run(status, more);
        rulings("");

        story().body("told", equalTo(told))
                .body("evaluation.known", equalTo(false))
                .body("summary[0]", equalTo(sentence));
    }

    @Test
    void tellsWhatItCanWhileOwnersAreAway() {
        runner.answers("GET /benchmark-runs/7", 500, "{}");
        regression.answers(COMPARE, 503, "{}");
        alerts.reset();

        story().body("told", equalTo("unknown"))
                .body("run", nullValue())
                .body("evaluation", nullValue())
                .body("rulings", nullValue())
                .body("stale", hasSize(3))
                .body("stale", hasItem("alert-service is away: rules, alerts and deliveries are missing"));
    }

    /// Without the runner nobody knows which series the run belongs to, but its own findings are known.
    @Test
    void tellsWhatWasFoundWithoutTheRunner() {
        runner.answers("GET /benchmark-runs/7", 500, "{}");
        evaluated(finding(7), "");
        rulings("");

        story().body("evaluation.findings", hasSize(1)).body("evaluation.looks", hasSize(0));
        assertThat(regression.asked()).noneMatch(asked -> asked.uri().contains("analyze"));
    }

    @Test
    void knowsNoRunThatItsOwnerDoesNotKnow() {
        given().get("/benchmark-runs/9/story").then().statusCode(404).contentType("application/problem+json");
    }

    private static void run(String status, String more) {
        runner.answers("GET /benchmark-runs/7", 200, """
                {"id": 7, "model_id": 2, "dataset_name": "gsm8k", "stream": "s1", "status": "%s", %s
                 "error_message": "The endpoint answered 401"}""".formatted(status, more));
    }

    private static void evaluated(String begun, String open) {
        regression
                .answers(COMPARE, 200, "{}")
                .answers("GET /regression-detection/results?run_id=7&limit=500", 200, "[%s]".formatted(begun))
                .answers("GET /regression-detection/results", 200, "[%s]".formatted(open))
                .answers("GET /regression-detection/suspicions", 200, "[]")
                .answers("POST /regression-detection/analyze/2", 200, """
                        {"results": [{"metric_type": "accuracy", "metric_name": "overall_accuracy",
                          "dataset_name": "gsm8k", "stream": "s1", "outcome": "too_short",
                          "insufficient_data": {"missing_runs": 4}}]}""");
    }

    private static String finding(long run) {
        return """
                {"id": 1, "run_id": %d, "last_run_id": 9, "stream": "s1", "metric_type": "accuracy",
                 "metric_name": "overall_accuracy", "severity": "critical", "baseline_value": 0.861,
                 "current_value": 0.741, "change_percent": -0.1394, "disposition": null, "backfill": false,
                 "detection_method": "auto", "config_id": 3, "config_version": 4}""".formatted(run);
    }

    private static void fired() {
        rulings("""
                {"id": 2, "rule_id": "critical", "fired": true, "reason": "accuracy fell by 14 %", "alert_id": 5}""");
    }

    private static void rulings(String rulings) {
        alerts.answers("GET /alert-rulings", 200, "[%s]".formatted(rulings));
    }

    private static void alert(long run, String timeline, String deliveries) {
        alerts.answers("GET /alerts/5", 200, """
                        {"id": 5, "title": "accuracy fell", "status": "active", "run_id": %d, "parts": []}""".formatted(run))
                .answers("GET /alerts/5/timeline", 200, "[%s]".formatted(timeline))
                .answers("GET /alerts/5/notifications", 200, "[%s]".formatted(deliveries));
    }

    private static ValidatableResponse story() {
        return given().get("/benchmark-runs/7/story").then().statusCode(200);
    }
}
