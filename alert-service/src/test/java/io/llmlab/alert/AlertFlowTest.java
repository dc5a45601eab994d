package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AlertFlowTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private WebhookReceiver receiver;

    @BeforeEach
    void point() {
        lab = new Lab(bootstrapServers);
        receiver = new WebhookReceiver();
        Lab.put("/notification-channels/webhook", Map.of("config", Map.of("url", receiver.url())))
                .statusCode(200);
        channels("performance_regression_critical", "email", "slack", "webhook");
    }

    @AfterEach
    void restore() {
        Lab.put("/alert-rules/performance_regression_critical", Map.of("cooldown_minutes", 30))
                .statusCode(200);
        channels("performance_regression_critical", "email", "slack");
        Lab.put("/notification-channels/webhook", Map.of("config", Map.of())).statusCode(200);
        receiver.close();
    }

    @Test
    void tellsOfOneFindingByOneMailAndOneCall() throws Exception {
        var model = model();

        lab.found(model, "gsm8k", WORSE);

        var alert = awaitAlert(model);
        var deliveries = awaitDeliveries(alert);
        assertThat(deliveries.getList("channel", String.class)).containsExactly("webhook", "slack", "email");
        assertThat(deliveries.getList("status", String.class)).containsExactly("sent", "skipped", "sent");
        given().get("/alerts/" + alert)
                .then()
                .body("severity", equalTo("critical"))
                .body("status", equalTo("active"))
                .body("rule_id", equalTo("performance_regression_critical"))
                .body("title", equalTo("overall_accuracy of %s on gsm8k fell by 61.5 %%".formatted(model.name())))
                .body("message", equalTo("overall_accuracy fell from 0.563 to 0.217 (-61.5 %, p = 0.0007, n = 3)"))
                .body("notification_status.slack", equalTo("skipped: not configured"))
                .body("notification_status.email", equalTo("sent"));

        var letter = MailServer.lettersAbout(model.name()).getFirst();
        assertThat(MailServer.lettersAbout(model.name())).hasSize(1);
        assertThat(letter.getSubject()).startsWith("[CRITICAL] overall_accuracy of " + model.name());
        assertThat(letter.getHeader("Message-ID")[0]).startsWith("<msg_").endsWith("@example.org>");
        var call = receiver.callsAbout(model.name()).getFirst();
        assertThat(receiver.callsAbout(model.name())).hasSize(1);
        assertThat(call.header("webhook-id")).startsWith("msg_");
        assertThat(call.body()).contains("\"alert.fired\"", "https://lab.example.org/?alert=" + alert);
    }

    @Test
    void takesAnEventThatComesAgainForTheSame() {
        var model = model();
        var event = Lab.eventId();

        lab.found(event, model, "gsm8k", false, WORSE);
        lab.found(event, model, "gsm8k", false, WORSE);
        lab.found(model, "after-it", WORSE);

        var alerts = awaitAlerts(model, 2);
        assertThat(alerts.getList("occurrences", Integer.class)).containsOnly(1);
        awaitDeliveries(alerts.getLong("[0].id"));
        assertThat(receiver.callsAbout(model.name())).hasSize(2);
    }

    @Test
    void countsARepeatWhileOpenAndTellsNobody() {
        var model = model();

        lab.found(model, "gsm8k", WORSE);
        lab.found(model, "gsm8k", WORSE);
        lab.found(model, "after-it", WORSE);

        var alerts = awaitAlerts(model, 2);
        assertThat(alerts.getInt("find { it.dataset_name == 'gsm8k' }.occurrences"))
                .isEqualTo(2);
        awaitDeliveries(alerts.getLong("[0].id"));
        awaitDeliveries(alerts.getLong("[1].id"));
        assertThat(receiver.callsAbout(model.name())).hasSize(2);
        assertThat(MailServer.lettersAbout(model.name())).hasSize(2);
        assertThat(changes(model)).containsExactlyInAnyOrder("opened", "repeated", "opened");
    }

    @Test
    void saysACommonCauseOnce() {
        var model = model();

        lab.found(model, "gsm8k", WORSE, new Metric("latency", "avg_latency_ms", 100, 180, false));

        awaitDeliveries(awaitAlert(model));
        assertThat(receiver.callsAbout(model.name())).hasSize(1);
        assertThat(receiver.callsAbout(model.name()).getFirst().body())
                .contains("avg_latency_ms", "overall_accuracy", "(and 1 more)");
    }

    @Test
    void opensNothingForHistoryAnImprovementOrASmallChange() {
        var model = model();

        lab.found(Lab.eventId(), model, "history", true, WORSE);
        lab.found(model, "better", Metric.accuracy(0.5, 0.9));
        lab.found(model, "small", Metric.accuracy(0.5, 0.49));
        lab.ended(model, "old-failure", "failed", 0, Instant.now().minus(Duration.ofHours(25)));
        lab.failedInHistory(model, "imported-failure");
        lab.found(model, "after-it", WORSE);

        assertThat(awaitAlerts(model, 1).getString("[0].dataset_name")).isEqualTo("after-it");
    }

    @Test
    void resolvesByItselfWhenTheSeriesIsBack() {
        var model = model();
        lab.found(model, "gsm8k", WORSE);
        var alert = awaitAlert(model);

        lab.cleared(model, "gsm8k", "another-stream", WORSE);
        lab.cleared(model, "gsm8k", "s1", WORSE);

        await().atMost(PATIENCE)
                .until(() -> alertsOf(model).getString("[0].status").equals("resolved"));
        given().get("/alerts/" + alert)
                .then()
                .body("resolved_by", equalTo("system"))
                .body("resolution_notes", containsString("overall_accuracy is back within its baseline"));
        assertThat(changes(model)).containsExactly("opened", "resolved");
    }

    /// What a person says of an alert ends its finding, and that is told again to this service.
    @Test
    void leavesAnAlertThatAPersonResolvedAsItIsWhenItsFindingEnds() {
        var model = model();
        lab.found(model, "gsm8k", WORSE);
        var alert = awaitAlert(model);
        Lab.put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "ada", "resolution", "new_normal"))
                .statusCode(200);

        lab.cleared(model, "gsm8k", "s1", WORSE, "accepted");
        lab.found(model, "after-it", WORSE);

        awaitAlerts(model, 2);
        given().get("/alerts/" + alert)
                .then()
                .body("resolved_by", equalTo("ada"))
                .body("resolution", equalTo("new_normal"));
        assertThat(changes(model)).containsExactly("opened", "resolved", "opened");
    }

    @Test
    void resolvesWhatIsStillOpenForAFindingThatAPersonJudged() {
        var model = model();
        lab.found(model, "gsm8k", WORSE);
        var alert = awaitAlert(model);

        lab.cleared(model, "gsm8k", "s1", WORSE, "false_alarm");

        await().atMost(PATIENCE)
                .until(() -> alertsOf(model).getString("[0].status").equals("resolved"));
        given().get("/alerts/" + alert)
                .then()
                .body("resolved_by", equalTo("system"))
                .body("resolution", nullValue())
                .body("resolution_notes", equalTo("overall_accuracy: what was found was called a false alarm"));
    }

    @Test
    void keepsTheCooldownOfARuleAndSeries() {
        var model = model();
        lab.found(model, "gsm8k", WORSE);
        var alert = awaitAlert(model);
        Lab.put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "ada"))
                .statusCode(200);

        lab.found(model, "gsm8k", WORSE);
        lab.found(model, "after-it", WORSE);

        assertThat(awaitAlerts(model, 2).getList("dataset_name", String.class)).containsOnlyOnce("gsm8k");
    }

    @Test
    void opensAnewAndTellsAgainOnceTheCooldownIsOver() {
        var model = model();
        Lab.put("/alert-rules/performance_regression_critical", Map.of("cooldown_minutes", 0))
                .statusCode(200);
        lab.found(model, "gsm8k", WORSE);
        var first = awaitAlert(model);
        Lab.put("/alerts/" + first, Map.of("status", "resolved")).statusCode(200);

        lab.found(model, "gsm8k", WORSE);

        var alerts = awaitAlerts(model, 2);
        assertThat(alerts.getList("fingerprint", String.class).stream().distinct())
                .hasSize(1);
        awaitDeliveries(alerts.getLong("[0].id"));
        assertThat(receiver.callsAbout(model.name())).hasSize(2);
    }

    @Test
    void firesOnAFailedRunAndOnLostSamples() {
        var model = model();

        lab.ended(model, "gsm8k", "failed", 0, Instant.now());
        lab.ended(model, "mmlu", "completed", 5, Instant.now());
        lab.ended(model, "arc", "completed", 6, Instant.now());

        var alerts = awaitAlerts(model, 2);
        assertThat(alerts.getString("find { it.alert_type == 'benchmark_failure' }.message"))
                .contains("the endpoint answers 401: check the key");
        assertThat(alerts.getString("find { it.alert_type == 'benchmark_failure' }.severity"))
                .isEqualTo("warning");
        assertThat(alerts.getString("find { it.alert_type == 'high_error_rate' }.dataset_name"))
                .isEqualTo("arc");
        assertThat(alerts.getFloat("find { it.alert_type == 'high_error_rate' }.trigger_value"))
                .isEqualTo(0.06f);
        awaitDeliveries(alerts.getLong("find { it.alert_type == 'benchmark_failure' }.id"));
        assertThat(MailServer.lettersAbout(model.name())).hasSize(1);
    }

    @Test
    void keepsGoingAfterAnEventThatIsNone() {
        var model = model();

        new TopicWriter(bootstrapServers, "/test")
                .send("llmlab.regression-found.v1", Long.toString(model.id()), "regression-found", Lab.eventId(), "{}");
        lab.found(model, "gsm8k", WORSE);

        awaitAlert(model);
    }

    private List<String> changes(ModelUnderTest model) {
        return new TopicReader(bootstrapServers)
                        .await(
                                "llmlab.alert-changed.v1",
                                2,
                                PATIENCE,
                                record -> record.key().equals(Long.toString(model.id())))
                        .stream()
                        .map(record -> JsonPath.from(record.value()).getString("change"))
                        .toList();
    }

    private static void channels(String rule, String... names) {
        Lab.put("/alert-rules/" + rule, Map.of("notification_channels", List.of(names)))
                .statusCode(200);
    }
}
