package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The dead man's switch: a URL that is pinged only while synthetic findings come through in time.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class HeartbeatTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    KafkaClientService kafka;

    @Inject
    Pool pool;

    private SettableClock clock;
    private WebhookReceiver receiver;

    @BeforeEach
    void aSwitch() {
        clock = SettableClock.installed();
        receiver = new WebhookReceiver();
        Lab.channel("switch", "heartbeat", Map.of("url", receiver.url(), "within", 30));
    }

    @AfterEach
    void removed() {
        given().delete("/notification-channels/switch").then().statusCode(204);
        pool.query("delete from notification where kind = 'HEARTBEAT'").executeAndAwait();
        receiver.close();
    }

    @Test
    void pingsOnceForEachThatComesThroughAndLeavesNoTrace() {
        var alerts = given().get("/alerts").asString();

        arrives(clock.instant());
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        arrives(clock.instant());
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);

        awaitOutcomes("SENT", "SENT");
        assertThat(given().get("/alerts").asString()).isEqualTo(alerts);
        assertThat(given().get("/alerts/statistics").jsonPath().<String, Object>getMap("deliveries_by_channel"))
                .doesNotContainKey("switch");
    }

    @Test
    void doesNotPingForOneThatTookTooLong() {
        arrives(clock.instant().minusSeconds(31));
        awaitOutcomes("SKIPPED");

        arrives(clock.instant().minusSeconds(29));

        awaitOutcomes("SKIPPED", "SENT");
        assertThat(receiver.calls()).hasSize(1);
    }

    /// Whatever stops on the way, what comes through afterwards is too late to say that all was well.
    @Test
    void doesNotPingWhileTheConsumerStandsStill() {
        consumers().forEach(consumer -> consumer.pause().await().atMost(PATIENCE));
        arrives(clock.instant());
        clock.advance(Duration.ofSeconds(31));
        assertThat(receiver.calls()).isEmpty();

        consumers().forEach(consumer -> consumer.resume().await().atMost(PATIENCE));

        awaitOutcomes("SKIPPED");
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void doesNotPingLateWhatCouldNotBeDeliveredInTime() {
        receiver.answering(Answer.of(503));
        arrives(clock.instant());
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);

        clock.advance(Duration.ofSeconds(31));

        awaitOutcomes("SKIPPED");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void doesNotPingForASeriesThatRose() {
        send(Lab.eventId(), clock.instant(), 0.4, 0.8);
        arrives(clock.instant());

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        awaitOutcomes("SENT");
    }

    @Test
    void pingsOnceForAnEventThatComesAgain() {
        var event = Lab.eventId();
        send(event, clock.instant(), 0.8, 0.4);
        send(event, clock.instant(), 0.8, 0.4);
        arrives(clock.instant());

        await().atMost(PATIENCE).until(() -> outcomes().equals(List.of("SENT", "SENT")));
        assertThat(receiver.calls()).hasSize(2);
    }

    /// An alert must not look like a sign of life.
    @Test
    void takesNoAlerts() {
        var model = model();
        var rule = new HashMap<String, Object>();
        rule.put("rule_id", "pings");
        rule.put("alert_type", "performance_regression");
        rule.put("severity", "warning");
        rule.put("notification_channels", List.of("switch"));

        Lab.post("/alert-rules", rule)
                .statusCode(422)
                .body("errors.detail", hasItem(containsString("there is no channel 'switch'")));

        try (var gone = new WebhookReceiver(_ -> Answer.of(410))) {
            Lab.webhook("gone-too", gone);
            Lab.rule(model, "gone-too", "gone-too");
            new Lab(bootstrapServers).found(model, "gsm8k", Metric.accuracy(0.5625, 0.2168));
            await().atMost(PATIENCE).until(() -> Lab.channel("gone-too").getString("disabled_reason") != null);
            arrives(clock.instant());
            await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
            assertThat(receiver.calls().getFirst().body()).contains("\"test\": false");
        }
    }

    @Test
    void neverReturnsTheAddressAndSaysWhatIsAllowed() {
        given().get("/notification-channels/switch")
                .then()
                .body("config.within", equalTo(30))
                .body("config.url", equalTo(null))
                .body("secrets_set", equalTo(List.of("url")))
                .body("reaches_people", equalTo(false));
        Lab.put("/notification-channels/switch", Map.of("config", Map.of("within", 4)))
                .statusCode(422)
                .body("errors[0].detail", containsString("5 to 3600 seconds"));
    }

    /// As many as the topic is read by at once.
    private List<KafkaConsumer<?, ?>> consumers() {
        return kafka.getConsumerChannels().stream()
                .filter(channel -> channel.startsWith("regression-found"))
                .<KafkaConsumer<?, ?>>map(kafka::getConsumer)
                .toList();
    }

    private void arrives(Instant leftAt) {
        send(Lab.eventId(), leftAt, 0.8, 0.4);
    }

    private void send(String event, Instant leftAt, double baseline, double current) {
        new TopicWriter(bootstrapServers, "/llmlab/regression")
                .send("llmlab.regression-found.v1", "heartbeat", "heartbeat-found", event, """
                        {"at": "%s", "severity": "critical", "baseline_value": %s, "current_value": %s}""".formatted(
                                leftAt, baseline, current));
    }

    private void awaitOutcomes(String... outcomes) {
        await().atMost(PATIENCE).until(() -> outcomes().equals(List.of(outcomes)));
    }

    private List<String> outcomes() {
        var rows = pool.query("select status from delivery where channel = 'switch' order by id")
                .executeAndAwait();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }
}
