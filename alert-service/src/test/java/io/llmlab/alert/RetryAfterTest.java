package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A receiver that asks to be left alone, and what people do about it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RetryAfterTest {

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private Deliveries deliveries;
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final WebhookReceiver other = new WebhookReceiver();
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
        deliveries = new Deliveries(pool);
        Lab.put("/alert-rules/performance_regression_critical", Map.of("enabled", false))
                .statusCode(200);
    }

    @AfterEach
    void close() {
        Lab.put("/alert-rules/performance_regression_critical", Map.of("enabled", true))
                .statusCode(200);
        gate.countDown();
        receiver.close();
        other.close();
    }

    @Test
    void aWaitShorterThanTheBackOffHoldsBackTheChannelToo() {
        Lab.webhook("brief", receiver);
        var alert = tell("brief");
        var first = only(alert);
        receiver.answering(asking(3));
        // The back-off is 16 seconds or more.
        deliveries.set(first, "status = 'PENDING', due_at = now(), attempts = 4");
        await().atMost(PATIENCE)
                .until(() -> Lab.deliveries(alert).getString("[0].attempts[-1].outcome"), "failed"::equals);
        var asked = Instant.parse(Lab.deliveries(alert).getString("[0].attempts[-1].finished_at"));

        var second = awaitDeliveries(open("brief"));

        var begun = Instant.parse(second.getString("[0].attempts[0].started_at"));
        assertThat(Duration.between(asked, begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        deliveries.set(first, "status = 'FAILED'");
    }

    @Test
    void whoAsksForAWaitIsNotGivenUp() {
        Lab.webhook("patient", receiver);
        var alert = tell("patient");
        var first = only(alert);
        receiver.answering(asking(1), asking(1));

        // One more that counts would be the last one; and it is late.
        deliveries.set(
                first,
                "status = 'PENDING', due_at = now(), attempts = 41, uncounted = 2, tried_since = now() - interval '7 hours'");
        awaitFailure(alert, 42);
        assertThat(deliveries.statusOf(first)).isEqualTo("PENDING");
        deliveries.set(first, "due_at = now()");
        awaitFailure(alert, 43);
        assertThat(deliveries.statusOf(first)).isEqualTo("PENDING");
        deliveries.set(first, "due_at = now()");

        await().atMost(PATIENCE).until(() -> deliveries.statusOf(first).equals("SENT"));
        assertThat(receiver.calls()).hasSize(4);
    }

    @Test
    void letsOneThroughAfterAWaitAndTheOthersOnceItIsAnswered() {
        Lab.webhook("recovering", receiver);
        var first = only(tell("recovering"));
        receiver.answering(asking(2));
        deliveries.repeat(first, 1);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        receiver.waitFor(gate);
        deliveries.repeat(first, 9);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 3);
        // What is looked at later goes out meanwhile.
        Lab.webhook("beside", other);
        tell("beside");
        assertThat(receiver.calls()).hasSize(3);
        gate.countDown();

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 12);
    }

    @Test
    void whoChangesAChannelNeitherWaitsNorLosesPatience() {
        Lab.webhook("moved", receiver);
        receiver.answering(asking(3_600));
        var alert = open("moved");
        var first = awaitWait(alert);
        deliveries.set(first, "tried_since = now() - interval '7 hours', attempts = 40");
        other.answering(Answer.of(500));

        Lab.put("/notification-channels/moved", Map.of("config", Map.of("url", other.url())))
                .statusCode(200);

        assertThat(awaitDeliveries(alert).getString("[0].status")).isEqualTo("sent");
        assertThat(receiver.calls()).hasSize(1);
        assertThat(other.calls()).hasSize(2);
    }

    @Test
    void aWaitThatAFormerReceiverAskedForHoldsBackNothing() {
        Lab.webhook("replaced", receiver);
        receiver.answering(asking(3_600));
        receiver.waitFor(gate);
        var alert = open("replaced");
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);

        Lab.put("/notification-channels/replaced", Map.of("config", Map.of("url", other.url())))
                .statusCode(200);
        gate.countDown();

        assertThat(awaitDeliveries(alert).getString("[0].status")).isEqualTo("sent");
        assertThat(other.calls()).hasSize(1);
    }

    @Test
    void whoAsksForOneMessageGetsThatOneAlone() {
        Lab.webhook("rationed", receiver);
        receiver.answering(asking(3_600));
        var first = open("rationed");
        var held = awaitWait(first);
        var second = open("rationed");
        await().atMost(PATIENCE).until(() -> Lab.deliveries(second).getList("$").size() == 1);

        Lab.retry(first, held).statusCode(202);

        assertThat(awaitDeliveries(first).getString("[0].status")).isEqualTo("sent");
        var waiting = Lab.deliveries(second);
        assertThat(waiting.getString("[0].status")).isEqualTo("pending");
        assertThat(Instant.parse(waiting.getString("[0].next_attempt_at")))
                .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
        assertThat(receiver.calls()).hasSize(2);
    }

    private static Answer asking(int seconds) {
        return new Answer(503, Map.of("Retry-After", Integer.toString(seconds)), "maintenance");
    }

    /// Waits until the alert's delivery waits for as long as its receiver asked.
    ///
    /// @return its id
    private static long awaitWait(long alert) {
        await().atMost(PATIENCE)
                .until(() -> Lab.deliveries(alert).getString("[0].attempts[0].outcome"), "failed"::equals);
        return only(alert);
    }

    private static void awaitFailure(long alert, int attempt) {
        await().atMost(PATIENCE)
                .until(
                        () -> Lab.deliveries(alert)
                                .getString("[0].attempts.find { it.attempt == %d }?.outcome".formatted(attempt)),
                        "failed"::equals);
    }

    private static long only(long alert) {
        return Lab.deliveries(alert).getLong("[0].id");
    }

    /// Opens an alert by a rule of its own that names the channel alone, and waits until it is told.
    private long tell(String channel) {
        var alert = open(channel);
        awaitDeliveries(alert);
        return alert;
    }

    private long open(String channel) {
        var model = model();
        Lab.rule(model, "rule-%s-%d".formatted(channel, model.id()), channel);
        lab.found(model, "gsm8k", Metric.accuracy(0.5625, 0.4));
        return awaitAlert(model);
    }
}
