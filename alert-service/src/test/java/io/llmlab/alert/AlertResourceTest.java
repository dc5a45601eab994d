package io.llmlab.alert;

import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AlertResourceTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
    }

    @Test
    void isAcknowledgedThenResolvedAndNeverBack() {
        var model = model();
        var alert = opened(model);

        put("/alerts/" + alert, Map.of("status", "acknowledged", "acknowledged_by", "ada"))
                .statusCode(200)
                .body("message", notNullValue())
                .body("alert.status", equalTo("acknowledged"))
                .body("alert.acknowledged_by", equalTo("ada"))
                .body("alert.acknowledged_at", notNullValue())
                .body("alert.resolved_at", nullValue());
        put("/alerts/" + alert, Map.of("status", "acknowledged", "acknowledged_by", "bob"))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("acknowledged"));
        put(
                        "/alerts/" + alert,
                        Map.of(
                                "status", "resolved",
                                "resolved_by", "bob",
                                "resolution_notes", "prompt fixed",
                                "resolution", "fixed"))
                .statusCode(200)
                .body("alert.status", equalTo("resolved"))
                .body("alert.resolution", equalTo("fixed"));
        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(409);
        put("/alerts/" + alert, Map.of("status", "resolved")).statusCode(409);
        put("/alerts/" + alert, Map.of("status", "active")).statusCode(409);
        given().get("/alerts/" + alert)
                .then()
                .body("acknowledged_by", equalTo("ada"))
                .body("resolved_by", equalTo("bob"))
                .body("resolution_notes", equalTo("prompt fixed"));
    }

    @Test
    void letsOneOfManyAcknowledge() throws Exception {
        var alert = opened(model());

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(person -> () -> given().contentType(ContentType.JSON)
                            .body(Map.of("status", "acknowledged", "acknowledged_by", "person " + person))
                            .put("/alerts/" + alert)
                            .statusCode())
                    .toList();
            var answers =
                    people.invokeAll(asked).stream().map(Future::resultNow).toList();

            assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
        }
    }

    @Test
    void countsARepeatOnAnAcknowledgedAlert() {
        var model = model();
        var alert = opened(model);
        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);

        lab.found(model, "gsm8k", WORSE);
        lab.found(model, "after-it", WORSE);

        awaitAlerts(model, 2);
        given().get("/alerts/" + alert)
                .then()
                .body("occurrences", equalTo(2))
                .body("status", equalTo("acknowledged"))
                .body("acknowledged_by", equalTo("anonymous"));
    }

    @Test
    void takesBackWhatItGave() {
        var alert = opened(model());
        Map<String, Object> body = given().get("/alerts/" + alert).jsonPath().getMap("$");
        body.put("status", "acknowledged");
        body.put("acknowledged_by", "ada");

        put("/alerts/" + alert, body).statusCode(200).body("alert.acknowledged_by", equalTo("ada"));
    }

    @Test
    void namesWhatDoesNotFit() {
        var alert = opened(model());

        put("/alerts/" + alert, Map.of("status", "done"))
                .statusCode(422)
                .body("errors[0].detail", containsString("active, acknowledged, resolved"));
        put("/alerts/" + alert, Map.of("acknowledged_by", "ada"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/status"));
        put("/alerts/" + alert, Map.of("status", "resolved", "colour", "red")).statusCode(422);
        put("/alerts/" + alert, Map.of("status", "resolved", "resolution", "boring"))
                .statusCode(422);
        put("/alerts/" + alert, Map.of("status", "acknowledged", "resolution", "fixed"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/resolution"));
        put("/alerts/" + alert, Map.of("snoozed_until", "2130-01-01T00:00:00Z"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/snoozed_until"));
        put("/alerts/" + alert, Map.of("snoozed_until", "2020-01-01T00:00:00Z"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/snoozed_until"));
        put("/alerts/999999999", Map.of("status", "resolved")).statusCode(404);
        given().get("/alerts/999999999").then().statusCode(404);
        given().get("/alerts/999999999/notifications").then().statusCode(404);
        given().get("/alerts/first").then().statusCode(422);
        given().get("/alerts?status=open").then().statusCode(422);
        given().get("/alerts?limit=0").then().statusCode(422);
        given().get("/alerts/statistics?days_back=0")
                .then()
                .statusCode(422)
                .body("errors[0].parameter", equalTo("days_back"));
        given().get("/alerts/" + alert).then().body("status", equalTo("active"));
    }

    @Test
    void filtersAndPages() {
        var model = model();
        lab.found(model, "a", WORSE);
        lab.found(model, "b", WORSE);
        lab.found(model, "c", WORSE);
        var ids = awaitAlerts(model, 3).getList("id", Long.class);
        put("/alerts/" + ids.getFirst(), Map.of("status", "acknowledged")).statusCode(200);
        put("/alerts/" + ids.get(1), Map.of("status", "resolved")).statusCode(200);

        assertThat(idsOf("/alerts?model_id=" + model.id())).containsExactly(ids.get(2));
        assertThat(idsOf("/alerts?active_only=false&model_id=" + model.id())).isEqualTo(ids);
        assertThat(idsOf("/alerts?status=resolved&model_id=" + model.id())).containsExactly(ids.get(1));
        assertThat(idsOf("/alerts?active_only=false&severity=info&model_id=" + model.id()))
                .isEmpty();
        assertThat(idsOf("/alerts?alert_type=benchmark_failure&model_id=" + model.id()))
                .isEmpty();
        var page = given().get("/alerts?active_only=false&limit=2&count=true&model_id=" + model.id());
        assertThat(page.header("X-Total-Count")).isEqualTo("3");
        var next = page.header("Link").replaceAll("<(.*)>.*", "$1");
        assertThat(idsOf(next)).containsExactly(ids.get(2));
    }

    @Test
    void countsAlertsAndHowFastTheyAreHandled() {
        var before = given().get("/alerts/statistics").jsonPath();
        var alert = opened(model());
        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);
        put("/alerts/" + alert, Map.of("status", "resolved", "resolution", "false_alarm"))
                .statusCode(200);

        given().get("/alerts/statistics")
                .then()
                .statusCode(200)
                .body("period_days", equalTo(7))
                .body("total_alerts", greaterThanOrEqualTo(before.getInt("total_alerts") + 1))
                .body("resolved_alerts", greaterThanOrEqualTo(before.getInt("resolved_alerts") + 1))
                .body("alerts_by_severity.critical", greaterThanOrEqualTo(1))
                .body("alerts_by_severity.info", equalTo(0))
                .body("alerts_by_type.performance_regression", greaterThanOrEqualTo(1))
                .body("mean_time_to_acknowledge_seconds", notNullValue())
                .body("mean_time_to_resolve_seconds", notNullValue())
                .body("false_alarm_share", notNullValue());
    }

    @Test
    void countsByRuleModelDayAndChannel() {
        var name = "counted";
        var model = model();
        try (var receiver = new WebhookReceiver()) {
            Lab.webhook(name, receiver);
            Lab.rule(model, name, name);
            lab.found(model, "a", WORSE);
            lab.found(model, "b", WORSE);
            var alerts = awaitAlerts(model, 4).getList("findAll { it.rule_id == 'counted' }.id", Long.class);
            alerts.forEach(Lab::awaitDeliveries);
            put("/alerts/" + alerts.getFirst(), Map.of("status", "resolved")).statusCode(200);
        }

        var statistics = given().get("/alerts/statistics?days_back=1").jsonPath();

        var noisiest = statistics.getList("noisiest_rules.alerts", Integer.class);
        assertThat(noisiest).hasSizeLessThanOrEqualTo(10).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(statistics.getString("noisiest_rules[0].rule_id")).isEqualTo("performance_regression_critical");
        assertThat(statistics.getInt(
                        "alerts_per_model_and_day.findAll { it.model_id == %d }.alerts.sum()".formatted(model.id())))
                .isEqualTo(4);
        assertThat(statistics.getMap("deliveries_by_channel.counted"))
                .isEqualTo(Map.of("sent", 2, "failed", 0, "skipped", 0, "cancelled", 0, "success_rate", 1.0f));
        assertThat(statistics.getFloat("never_acknowledged_share")).isBetween(0.001f, 1f);
    }

    private long opened(ModelUnderTest model) {
        lab.found(model, "gsm8k", WORSE);
        return awaitAlert(model);
    }

    private static List<Long> idsOf(String path) {
        return given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("id", Long.class);
    }
}
