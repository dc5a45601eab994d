package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What waits for one receiver, and what does not.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class FairDeliveryTest {

    /// `alert.delivery.per-channel`.
    private static final int SLOTS = 64;

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private Deliveries deliveries;
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final CountDownLatch forEver = new CountDownLatch(1);
    private final WebhookReceiver other = new WebhookReceiver();

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
        forEver.countDown();
        receiver.close();
        other.close();
    }

    @Test
    void aReceiverThatNeverAnswersDelaysNoOther() {
        Lab.webhook("dead", receiver);
        // Longer than the test waits for anything.
        Lab.put("/notification-channels/dead", Map.of("config", Map.of("url", receiver.url(), "timeout", 50)))
                .statusCode(200);
        var first = deliver("dead");
        receiver.waitFor(forEver);

        deliveries.repeat(first.getLong("[0].id"), 300);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 1 + SLOTS);
        Lab.webhook("live", other);
        var told = deliver("live");

        assertThat(told.getString("[0].status")).isEqualTo("sent");
        assertThat(other.calls()).hasSize(1);
        // All that it may have at once, over as many connections, and no more.
        assertThat(receiver.calls()).hasSize(1 + SLOTS);
        pool.query("delete from delivery where channel = 'dead'").executeAndAwait();
    }

    @Test
    void saysNothingOfAnAlertBeforeWhatCameEarlier() {
        Lab.webhook("ordered", receiver);
        var first = deliver("ordered").getLong("[0].id");
        deliveries.set(first, "status = 'PENDING', due_at = now() + interval '1 hour'");
        var later = deliveries.furtherNews(first, "PENDING");

        // Another alert of the channel, stored after them, goes out meanwhile.
        deliver("ordered");
        assertThat(deliveries.statusOf(later)).isEqualTo("PENDING");
        deliveries.set(first, "due_at = now()");

        await().atMost(PATIENCE).until(() -> deliveries.statusOf(later).equals("SENT"));
        assertThat(deliveries.statusOf(first)).isEqualTo("SENT");
    }

    @Test
    void keepsToTheLimitOfAChannel() {
        Lab.webhook("limited", receiver);
        var first = deliver("limited");
        Lab.put("/notification-channels/limited", Map.of("max_per_minute", 240)).statusCode(200);

        deliveries.repeat(first.getLong("[0].id"), 8);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 9);

        var least = deliveries.leastApart("limited", first.getLong("[0].id"));
        assertThat(least).isGreaterThanOrEqualTo(0.25);
        assertThat(Lab.channel("limited").getInt("max_per_minute")).isEqualTo(240);
    }

    @Test
    void keepsItsPatienceForWhatOnlyWaitedForItsTurn() {
        Lab.webhook("crowded", receiver);
        var first = deliver("crowded").getLong("[0].id");
        receiver.answering(WebhookReceiver.Answer.of(503));

        deliveries.repeat(first, 1);

        await().atMost(PATIENCE).until(() -> deliveries.statusesOf("crowded").equals(List.of("SENT", "SENT")));
        assertThat(receiver.calls()).hasSize(3);
    }

    @Test
    void doesNotCountAWaitThatTheReceiverAskedForAgainstWhatWaitedWithIt() {
        Lab.webhook("rested", receiver);
        var delivery = deliver("rested").getLong("[0].id");
        receiver.answering(WebhookReceiver.Answer.of(503));

        pool.query("insert into channel_pace (channel, free_at, held_until) values ('rested', now(), now())")
                .executeAndAwait();
        deliveries.set(delivery, "status = 'PENDING', due_at = now(), tried_since = now() - interval '7 hours'");

        await().atMost(PATIENCE).until(() -> deliveries.statusOf(delivery).equals("SENT"));
        assertThat(receiver.calls()).hasSize(3);
    }

    @Test
    void givesUpOnWhatWasTriedForHours() {
        Lab.webhook("hopeless", receiver);
        var delivery = deliver("hopeless").getLong("[0].id");
        receiver.answering(WebhookReceiver.Answer.of(503));

        deliveries.set(delivery, "status = 'PENDING', due_at = now(), tried_since = now() - interval '7 hours'");

        await().atMost(PATIENCE).until(() -> deliveries.statusOf(delivery).equals("FAILED"));
    }

    @Test
    void knowsWhatReceiversTake() {
        Lab.post("/notification-channels", Map.of("name", "pager", "type", "pagerduty"))
                .statusCode(201);
        Lab.post("/notification-channels", Map.of("name", "team", "type", "teams"))
                .statusCode(201);

        assertThat(Lab.channel("slack").getInt("max_per_minute")).isEqualTo(60);
        assertThat(Lab.channel("pager").getInt("max_per_minute")).isEqualTo(120);
        assertThat(Lab.channel("team").getInt("max_per_minute")).isEqualTo(240);
        assertThat(Lab.channel("webhook").getString("max_per_minute")).isNull();
        Lab.put("/notification-channels/team", Map.of("max_per_minute", 30)).statusCode(200);
        assertThat(Lab.channel("team").getInt("max_per_minute")).isEqualTo(30);
        Lab.put("/notification-channels/slack", Map.of("max_per_minute", 0)).statusCode(422);
        Lab.put("/notification-channels/slack", Map.of("max_per_minute", "60")).statusCode(422);
    }

    @Test
    void takesBackALimitAndKeepsOneThatIsNotSpokenOf() {
        Lab.post("/notification-channels", Map.of("name", "widened", "type", "teams", "max_per_minute", 30))
                .statusCode(201);

        Lab.put("/notification-channels/widened", Map.of("enabled", true)).statusCode(200);
        assertThat(Lab.channel("widened").getInt("max_per_minute")).isEqualTo(30);

        Lab.put("/notification-channels/widened", singletonMap("max_per_minute", null))
                .statusCode(200);
        assertThat(Lab.channel("widened").getInt("max_per_minute")).isEqualTo(240);
    }

    @Test
    void takesNoTurnForWhatCannotGo() {
        Lab.webhook("waiting", receiver);
        var first = deliver("waiting").getLong("[0].id");
        Lab.put("/notification-channels/waiting", Map.of("max_per_minute", 1)).statusCode(200);
        deliveries.set(first, "status = 'PENDING', due_at = now() + interval '1 hour'");
        var later = deliveries.furtherNews(first, "PENDING");

        // What is looked at together with it goes out.
        Lab.webhook("looked-at", other);
        deliver("looked-at");
        assertThat(deliveries.statusOf(later)).isEqualTo("PENDING");
        deliveries.set(first, "status = 'SENT'");

        // A turn that was taken for nothing would last a minute.
        await().atMost(PATIENCE).until(() -> deliveries.statusOf(later).equals("SENT"));
    }

    @Test
    void sendsWhatCanBeReadBesideWhatCannot() {
        Lab.webhook("readable", receiver);
        var first = deliver("readable").getLong("[0].id");
        pool.query("""
                        with said as (
                            insert into notification (message, kind) values ('{"kind": "GOSSIP"}', 'OPENED') returning id
                        )
                        insert into delivery (notification_id, channel, status, due_at)
                        select id, 'readable', 'PENDING', now() - interval '2 hours' from said""").executeAndAwait();
        deliveries.repeat(first, 1);

        await().atMost(PATIENCE)
                .until(() -> deliveries.statusesOf("readable").equals(List.of("SENT", "FAILED", "SENT")));
    }

    /// Opens an alert by a rule of its own that names the channel alone, and waits until it is told.
    private JsonPath deliver(String channel) {
        var model = model();
        Lab.rule(model, "rule-%s-%d".formatted(channel, model.id()), channel);
        lab.found(model, "gsm8k", Metric.accuracy(0.5625, 0.4));
        return awaitDeliveries(awaitAlert(model));
    }
}
