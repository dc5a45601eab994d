package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertOf;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.put;
import static io.llmlab.alert.Lab.timeline;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of an alert, who is told of it and who no longer, and that all of it is kept.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class TimelineTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);
    private static final Metric SLOWER = new Metric("latency", "avg_latency_ms", 100, 180, false);
    private static final Answer LATER = new Answer(503, Map.of("Retry-After", "3600"), "");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void keepsWhoDidWhatAndWhy() {
        var model = watched("kept-whole");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "kept-whole");
        awaitDeliveries(alert);

        put("/alerts/" + alert, Map.of("status", "acknowledged", "acknowledged_by", "ada", "resolution_notes", "on it"))
                .statusCode(200);
        put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "bob", "resolution", "fixed"))
                .statusCode(200);

        var timeline = timeline(alert);
        assertThat(timeline.getList("kind")).containsExactly("resolved", "acknowledged", "planned", "opened");
        assertThat(timeline.getList("actor")).containsExactly("bob", "ada", "system", "system");
        assertThat(timeline.getString("[0].details.resolution")).isEqualTo("fixed");
        assertThat(timeline.getString("[1].reason")).isEqualTo("on it");
        assertThat(timeline.getMap("[2].details"))
                .isEqualTo(Map.of("news", "opened", "channels", Map.of("kept-whole", "pending")));
        assertThat(timeline.getString("[3].reason")).startsWith("overall_accuracy fell from 0.563 to 0.217");
        assertThat(timeline.getLong("[3].details.run_id"))
                .isEqualTo(given().get("/alerts/" + alert).jsonPath().getLong("run_id"));
    }

    @Test
    void pages() {
        var model = watched("paged");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "paged");
        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);
        var ids = timeline(alert).getList("id", Long.class);

        var first = given().get("/alerts/%d/timeline?limit=2".formatted(alert));
        var next = first.header("Link").replaceAll("<(.*)>.*", "$1");

        assertThat(first.jsonPath().getList("id", Long.class)).isEqualTo(ids.subList(0, 2));
        assertThat(given().urlEncodingEnabled(false).get(next).jsonPath().getList("id", Long.class))
                .isEqualTo(ids.subList(2, ids.size()));
        given().get("/alerts/999999999/timeline").then().statusCode(404);
    }

    @Test
    void sendsNothingMoreOnceSomebodyHasTakenItInHand() {
        receiver.answering(LATER);
        var model = watched("stopped");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "stopped");
        awaitAttempt(alert);

        put("/alerts/" + alert, Map.of("status", "acknowledged", "acknowledged_by", "ada"))
                .statusCode(200);

        assertThat(statuses(alert)).containsExactly("cancelled");
        given().get("/alerts/" + alert)
                .then()
                .body("notification_status.stopped", equalTo("cancelled: acknowledged by ada"));
        var cancelled = timeline(alert).getMap("find { it.kind == 'cancelled' }");
        assertThat(cancelled.get("reason")).isEqualTo("acknowledged by ada");
        assertThat(cancelled.get("details")).isEqualTo(Map.of("channels", List.of("stopped")));
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void sendsAMessageThatStillSaysSomethingOfAnotherAlert() {
        receiver.answering(LATER);
        var clock = SettableClock.installed();
        var model = model();
        Lab.webhook("shared", receiver);
        Lab.rule(model, "shared", Map.of("group_wait", 30), "shared");
        lab.found(model, "gsm8k", WORSE);
        lab.found(model, "mmlu", SLOWER);
        var alerts = awaitAlerts(model, 4).getList("findAll { it.rule_id == 'shared' }.id", Long.class);
        clock.advance(Duration.ofSeconds(30));
        await().atMost(PATIENCE).until(() -> !statuses(alerts.getFirst()).isEmpty());
        awaitAttempt(alerts.getFirst());

        put("/alerts/" + alerts.getFirst(), Map.of("status", "resolved")).statusCode(200);
        assertThat(statuses(alerts.getFirst())).containsExactly("pending");

        put("/alerts/" + alerts.getLast(), Map.of("status", "acknowledged")).statusCode(200);
        assertThat(statuses(alerts.getFirst())).containsExactly("cancelled");
        assertThat(statuses(alerts.getLast())).containsExactly("cancelled");
    }

    @Test
    void keepsThatAMessageArrivedThatCouldNotBeCalledBack() {
        var gate = new CountDownLatch(1);
        receiver.waitFor(gate);
        var model = watched("late");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "late");
        await().atMost(PATIENCE).until(() -> !receiver.calls().isEmpty());

        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);
        assertThat(statuses(alert)).containsExactly("cancelled");
        gate.countDown();

        await().atMost(PATIENCE).until(() -> statuses(alert).equals(List.of("sent")));
    }

    @Test
    void saysThatItIsOverWhereItWasHeardAndNowhereElse() {
        var deaf = new WebhookReceiver().answering(Answer.of(400));
        Lab.webhook("deaf", deaf);
        Lab.webhook("hearing", receiver);
        var model = model();
        Lab.rule(model, "over", "hearing", "deaf");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "over");
        awaitDeliveries(alert);

        lab.cleared(model, "gsm8k", "s1", WORSE);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body())
                .contains("\"alert.resolved\"", "Over: overall_accuracy of", "is back within its baseline");
        var deliveries = awaitDeliveries(alert);
        assertThat(deliveries.getList("kind")).containsExactly("resolved", "opened", "opened");
        assertThat(deliveries.getList("channel")).containsExactly("hearing", "deaf", "hearing");
        assertThat(deaf.calls()).hasSize(1);
        assertThat(timeline(alert).getList("kind")).containsExactly("planned", "resolved", "planned", "opened");
        deaf.close();
    }

    @Test
    void saysWhyNoSecondAlertIsOpened() {
        var model = watched("cooling");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "cooling");
        put("/alerts/" + alert, Map.of("status", "resolved")).statusCode(200);

        lab.found(model, "gsm8k", WORSE);

        await().atMost(PATIENCE)
                .until(() -> timeline(alert).getString("[0].kind").equals("held"));
        assertThat(timeline(alert).getString("[0].reason")).isEqualTo("the rule's cooldown of 60 minutes is not over");
        assertThat(alertsOf(model).getList("findAll { it.rule_id == 'cooling' }"))
                .hasSize(1);
    }

    @Test
    void saysThatNobodyIsToldWhereARuleNamesNobody() {
        var model = model();
        Lab.rule(model, "mute");
        lab.found(model, "gsm8k", WORSE);

        var alert = alertOf(model, "mute");

        assertThat(timeline(alert).getList("kind")).containsExactly("held", "opened");
        assertThat(timeline(alert).getString("[0].reason")).isEqualTo("the rule names no channel, and no route fits");
    }

    /// A model with a rule of its own, which names a channel of its own; both have the given name.
    private ModelUnderTest watched(String name) {
        var model = model();
        Lab.webhook(name, receiver);
        Lab.rule(model, name, name);
        return model;
    }

    private static void awaitAttempt(long alert) {
        await().atMost(PATIENCE)
                .until(() -> "failed".equals(notifications(alert).getString("[0].attempts[0].outcome")));
    }

    private static List<String> statuses(long alert) {
        return notifications(alert).getList("status", String.class);
    }

    private static JsonPath notifications(long alert) {
        return given().get("/alerts/" + alert + "/notifications").jsonPath();
    }
}
