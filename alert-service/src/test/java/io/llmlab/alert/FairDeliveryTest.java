package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
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
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final CountDownLatch forEver = new CountDownLatch(1);
    private final WebhookReceiver other = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
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

        repeat(first.getLong("[0].id"), 300);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 1 + SLOTS);
        Lab.webhook("live", other);
        var deliveries = deliver("live");

        assertThat(deliveries.getString("[0].status")).isEqualTo("sent");
        assertThat(other.calls()).hasSize(1);
        // All that it may have at once, over as many connections, and no more.
        assertThat(receiver.calls()).hasSize(1 + SLOTS);
        pool.query("delete from delivery where channel = 'dead'").executeAndAwait();
    }

    @Test
    void saysNothingOfAnAlertBeforeWhatCameEarlier() {
        Lab.webhook("ordered", receiver);
        var first = deliver("ordered").getLong("[0].id");
        pool.preparedQuery("update delivery set status = 'PENDING', due_at = now() + interval '1 hour' where id = $1")
                .executeAndAwait(Tuple.of(first));
        var later = furtherNews(first);

        // Another alert of the channel, stored after them, goes out meanwhile.
        deliver("ordered");
        assertThat(statusOf(later)).isEqualTo("PENDING");
        pool.preparedQuery("update delivery set due_at = now() where id = $1").executeAndAwait(Tuple.of(first));

        await().atMost(PATIENCE).until(() -> statusOf(later).equals("SENT"));
        assertThat(statusOf(first)).isEqualTo("SENT");
    }

    @Test
    void keepsToTheLimitOfAChannel() {
        Lab.webhook("limited", receiver);
        var first = deliver("limited");
        Lab.put("/notification-channels/limited", Map.of("max_per_minute", 240)).statusCode(200);

        repeat(first.getLong("[0].id"), 8);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 9);

        var least = pool.query("""
                        select min(apart) as least from (
                            select extract(epoch from a.started_at - lag(a.started_at) over (order by a.started_at))
                                   ::double precision as apart
                            from delivery_attempt a join delivery d on d.id = a.delivery_id
                            where d.channel = 'limited' and d.id <> %d) as gaps""".formatted(first.getLong("[0].id")))
                .executeAndAwait()
                .iterator()
                .next()
                .getDouble("least");
        assertThat(least).isGreaterThanOrEqualTo(0.25);
        assertThat(Lab.channel("limited").getInt("max_per_minute")).isEqualTo(240);
    }

    @Test
    void keepsItsPatienceForWhatOnlyWaitedForItsTurn() {
        Lab.webhook("crowded", receiver);
        var first = deliver("crowded").getLong("[0].id");
        receiver.answering(WebhookReceiver.Answer.of(503));

        repeat(first, 1);

        await().atMost(PATIENCE).until(() -> statusesOf("crowded").equals(List.of("SENT", "SENT")));
        assertThat(receiver.calls()).hasSize(3);
    }

    @Test
    void doesNotCountAWaitThatTheReceiverAskedForAgainstWhatWaitedWithIt() {
        Lab.webhook("rested", receiver);
        var delivery = deliver("rested").getLong("[0].id");
        receiver.answering(WebhookReceiver.Answer.of(503));

        pool.query("insert into channel_pace (channel, free_at, held_until) values ('rested', now(), now())")
                .executeAndAwait();
        pool.preparedQuery("""
                        update delivery set status = 'PENDING', due_at = now(), tried_since = now() - interval '7 hours'
                        where id = $1""").executeAndAwait(Tuple.of(delivery));

        await().atMost(PATIENCE).until(() -> statusOf(delivery).equals("SENT"));
        assertThat(receiver.calls()).hasSize(3);
    }

    @Test
    void givesUpOnWhatWasTriedForHours() {
        Lab.webhook("hopeless", receiver);
        var delivery = deliver("hopeless").getLong("[0].id");
        receiver.answering(WebhookReceiver.Answer.of(503));

        pool.preparedQuery("""
                        update delivery set status = 'PENDING', due_at = now(), tried_since = now() - interval '7 hours'
                        where id = $1""").executeAndAwait(Tuple.of(delivery));

        await().atMost(PATIENCE).until(() -> statusOf(delivery).equals("FAILED"));
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
    }

    /// Opens an alert by a rule of its own that names the channel alone, and waits until it is told.
    private JsonPath deliver(String channel) {
        var model = model();
        Lab.rule(model, "rule-%s-%d".formatted(channel, model.id()), channel);
        lab.found(model, "gsm8k", Metric.accuracy(0.5625, 0.4));
        return awaitDeliveries(awaitAlert(model));
    }

    /// Makes the same message due so many times more, long ago.
    private void repeat(long delivery, int times) {
        pool.preparedQuery("""
                        with said as (
                            insert into notification (message, kind)
                            select message, kind from notification n join delivery d on d.notification_id = n.id
                            cross join generate_series(1, $2)
                            where d.id = $1
                            returning id
                        )
                        insert into delivery (notification_id, channel, status, created_at, due_at)
                        select said.id, d.channel, 'PENDING', now() - interval '7 hours', now() - interval '1 hour'
                        from said cross join delivery d where d.id = $1""").executeAndAwait(Tuple.of(delivery, times));
    }

    /// A second message about the same alert, due now.
    ///
    /// @return the delivery's id
    private long furtherNews(long delivery) {
        return pool.preparedQuery("""
                        with said as (
                            insert into notification (message, kind)
                            select message, kind from notification n join delivery d on d.notification_id = n.id
                            where d.id = $1 returning id
                        ), about as (
                            insert into notification_alert (notification_id, alert_id)
                            select said.id, former.alert_id
                            from said cross join delivery d
                            join notification_alert former on former.notification_id = d.notification_id
                            where d.id = $1
                        )
                        insert into delivery (notification_id, channel, status, due_at)
                        select said.id, d.channel, 'PENDING', now() - interval '1 second'
                        from said cross join delivery d where d.id = $1
                        returning id""")
                .executeAndAwait(Tuple.of(delivery))
                .iterator()
                .next()
                .getLong("id");
    }

    private List<String> statusesOf(String channel) {
        return pool
                .preparedQuery("select status from delivery where channel = $1 order by id")
                .executeAndAwait(Tuple.of(channel))
                .stream()
                .map(row -> row.getString("status"))
                .toList();
    }

    private String statusOf(long delivery) {
        return pool.preparedQuery("select status from delivery where id = $1")
                .executeAndAwait(Tuple.of(delivery))
                .iterator()
                .next()
                .getString("status");
    }
}
