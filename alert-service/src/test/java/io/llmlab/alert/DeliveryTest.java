package io.llmlab.alert;

import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.alert.WebhookReceiver.Call;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class DeliveryTest {

    /// As a process leaves it that dies between its claim and its record.
    private static final String LOST =
            "status = 'SENDING', finished_at = null, attempts = 2, leased_until = now() - interval '1 second'";

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.4);

    @Inject
    Pool pool;

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
    void triesAgainUnderTheSameIdWhatMayPass() {
        var deliveries = deliver("flaky", receiver.answering(Answer.of(503), Answer.of(500)));

        assertThat(deliveries.getString("find { it.channel == 'flaky' }.status"))
                .isEqualTo("sent");
        assertThat(deliveries.getList("find { it.channel == 'flaky' }.attempts.outcome", String.class))
                .containsExactly("failed", "failed", "sent");
        assertThat(deliveries.getList("find { it.channel == 'flaky' }.attempts.answer", String.class))
                .containsExactly("503", "500", "200 ok");
        assertThat(receiver.calls()).hasSize(3);
        assertThat(receiver.calls().stream()
                        .map(call -> call.header("webhook-id"))
                        .distinct())
                .containsExactly(deliveries.getString("find { it.channel == 'flaky' }.message_key"));
        assertThat(receiver.calls().stream().map(Call::body).distinct()).hasSize(1);
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        var deliveries = deliver("busy", receiver.answering(new Answer(429, Map.of("Retry-After", "4"), "slow down")));

        var first = Instant.parse(deliveries.getString("find { it.channel == 'busy' }.attempts[0].finished_at"));
        var second = Instant.parse(deliveries.getString("find { it.channel == 'busy' }.attempts[1].started_at"));
        assertThat(Duration.between(first, second)).isGreaterThanOrEqualTo(Duration.ofMillis(3_990));
    }

    @Test
    void doesNotTryAgainWhatIsRefused() {
        var deliveries = deliver("refusing", receiver.answering(new Answer(400, Map.of(), "no such hook")));

        assertThat(deliveries.getString("find { it.channel == 'refusing' }.status"))
                .isEqualTo("failed");
        assertThat(deliveries.getString("find { it.channel == 'refusing' }.reason"))
                .isEqualTo("400 no such hook");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void keepsWhatTheReceiverSaidWithoutTheChannelsSecrets() {
        // The second one stands where the text is cut.
        var said = "No such hook.\nYou sent t0ken-of-ours\n" + "x".repeat(2_000) + "t0ken-of-ours" + "x".repeat(3_000);
        receiver.answering(new Answer(404, Map.of(), said));
        Lab.post(
                        "/notification-channels",
                        Map.of(
                                "name",
                                "echoing",
                                "type",
                                "webhook",
                                "config",
                                Map.of(
                                        "url",
                                        receiver.url(),
                                        "headers",
                                        Map.of("Authorization", "Bearer t0ken-of-ours"))))
                .statusCode(201);

        var deliveries = deliverBy("echoing");

        assertThat(deliveries.getString("[0].status")).isEqualTo("failed");
        assertThat(deliveries.getInt("[0].attempts[0].status_code")).isEqualTo(404);
        assertThat(deliveries.getString("[0].attempts[0].response"))
                .startsWith("No such hook.\nYou sent ***\nxxx")
                .hasSizeBetween(2_000, 2_048);
        assertThat(deliveries.prettify()).doesNotContain("t0ken");
    }

    @Test
    void disablesAChannelWhoseReceiverIsGone() {
        var deliveries = deliver("gone", receiver.answering(new Answer(410, Map.of(), "moved away")));
        var channel =
                await().atMost(Lab.PATIENCE).until(() -> Lab.channel("gone"), view -> !view.getBoolean("enabled"));

        assertThat(deliveries.getString("[0].status")).isEqualTo("failed");
        assertThat(channel.getString("disabled_reason")).isEqualTo("the receiver is gone: 410 moved away");
        assertThat(channel.getBoolean("configured")).isFalse();
        Lab.put("/notification-channels/gone", Map.of("enabled", true)).statusCode(200);
        assertThat(Lab.channel("gone").getString("disabled_reason")).isNull();
    }

    @Test
    void leavesAReceiverAloneForAsLongAsItAsksWhateverWaitsForIt() {
        receiver.answering(new Answer(503, Map.of("Retry-After", "172800"), "maintenance"));
        Lab.webhook("resting", receiver);
        var first = open("resting");
        var asked = await().atMost(Lab.PATIENCE)
                .until(() -> Lab.deliveries(first), of -> of.getString("[0].attempts[0].outcome") != null);
        var second = open("resting");

        try (var other = new WebhookReceiver()) {
            assertThat(deliver("awake", other).getString("[0].status")).isEqualTo("sent");
        }

        assertThat(asked.getString("[0].reason"))
                .isEqualTo("503 maintenance; the receiver asked for 48 hours and is left alone for 24");
        var until = Instant.now().plus(Duration.ofHours(23));
        assertThat(Instant.parse(asked.getString("[0].next_attempt_at"))).isAfter(until);
        assertThat(Instant.parse(Lab.deliveries(second).getString("[0].next_attempt_at")))
                .isAfter(until);
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void sendsWhatAProcessLeftBehindWhenItDied() {
        var deliveries = deliver("orphaned", receiver);
        var id = deliveries.getLong("find { it.channel == 'orphaned' }.id");

        new Deliveries(pool).set(id, LOST);
        var after = awaitDeliveries(alert);

        assertThat(after.getString("find { it.channel == 'orphaned' }.status")).isEqualTo("sent");
        assertThat(after.getList("find { it.channel == 'orphaned' }.attempts.attempt", Integer.class))
                .containsExactly(1, 3);
        assertThat(receiver.calls()).hasSize(2);
        assertThat(receiver.calls().stream()
                        .map(call -> call.header("webhook-id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void leavesAloneWhatAnotherProcessIsSending() {
        var deliveries = new Deliveries(pool);
        var lost = deliver("leased", receiver).getLong("[0].id");
        var leased = deliverBy("leased").getLong("[0].id");
        deliveries.set(leased, "status = 'SENDING', leased_until = now() + interval '1 hour'");

        // Both are looked at together.
        deliveries.set(lost, LOST);
        await().atMost(Lab.PATIENCE).until(() -> receiver.calls().size() == 3);

        await().atMost(Lab.PATIENCE).until(() -> deliveries.statusOf(lost).equals("SENT"));
        assertThat(deliveries.statusOf(leased)).isEqualTo("SENDING");
        assertThat(receiver.calls()).hasSize(3);
        deliveries.set(leased, "status = 'SENT'");
    }

    @Test
    void sendsAgainWhatFailedWhenAPersonAsks() {
        var failed = deliver("mended", receiver.answering(new Answer(400, Map.of(), "not yet")));
        var id = failed.getLong("[0].id");

        var asked = Lab.retry(alert, id).statusCode(202).extract().jsonPath();

        assertThat(asked.getString("status")).isEqualTo("pending");
        assertThat(asked.getString("reason")).isNull();
        var sent = awaitDeliveries(alert);
        assertThat(sent.getString("[0].status")).isEqualTo("sent");
        assertThat(sent.getList("[0].attempts.outcome", String.class)).containsExactly("failed", "sent");
        Lab.retry(alert, id).statusCode(409).body("detail", equalTo("Notification %d was sent".formatted(id)));
        Lab.retry(alert + 1_000_000, id).statusCode(404);
        Lab.retry(alert, id + 1_000_000).statusCode(404);
    }

    @Test
    void doesNotSendAgainWhatTheDatabaseTookLongToRecord() {
        deliver("recorded", receiver);
        // What a sequence counts is not undone with the transaction that fails.
        pool.query("""
                        create sequence refusals;
                        create function refuse() returns trigger language plpgsql as $$
                        begin
                            if nextval('refusals') <= 6 then raise exception 'not now'; end if;
                            return new;
                        end $$;
                        create trigger refusing before update on delivery for each row
                        when (new.channel = 'recorded' and new.status = 'SENT') execute function refuse()""").executeAndAwait();
        try {
            assertThat(deliverBy("recorded").getString("[0].status")).isEqualTo("sent");
        } finally {
            pool.query("drop trigger refusing on delivery; drop function refuse; drop sequence refusals")
                    .executeAndAwait();
        }

        assertThat(receiver.calls()).hasSize(2);
    }

    @Test
    void sendsAgainOnceForOneIdempotencyKey() {
        var failed = deliver("mended-once", receiver.answering(new Answer(400, Map.of(), "not yet")));
        var path = "/alerts/%d/notifications/%d/retry".formatted(alert, failed.getLong("[0].id"));

        given().header("Idempotency-Key", path).post(path).then().statusCode(202);
        awaitDeliveries(alert);

        given().header("Idempotency-Key", path).post(path).then().statusCode(202);
        assertThat(receiver.calls()).hasSize(2);
    }

    @Test
    void doesNotWaitAnyLongerWhenAPersonAsks() {
        waits("impatient");

        Lab.retry(alert, Lab.deliveries(alert).getLong("[0].id")).statusCode(202);

        assertThat(awaitDeliveries(alert).getString("[0].status")).isEqualTo("sent");
    }

    @Test
    void skipsAChannelThatWasDisabledMeanwhile() {
        waits("disabled");

        Lab.put("/notification-channels/disabled", Map.of("enabled", false)).statusCode(200);

        var deliveries = awaitDeliveries(alert);
        assertThat(deliveries.getString("[0].status")).isEqualTo("skipped");
        assertThat(deliveries.getString("[0].reason")).isEqualTo("the channel is disabled");
        assertThat(deliverBy("disabled").getString("[0].reason")).isEqualTo("the channel is disabled");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void skipsAChannelThatWasDeletedMeanwhile() {
        waits("deleted");
        given().delete("/alert-rules/"
                + given().get("/alerts/" + alert).jsonPath().getString("rule_id"));

        given().delete("/notification-channels/deleted").then().statusCode(204);

        var deliveries = awaitDeliveries(alert);
        assertThat(deliveries.getString("[0].status")).isEqualTo("skipped");
        assertThat(deliveries.getString("[0].reason")).isEqualTo("the channel was deleted");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void keepsWhatWaitsForAReceiverThatIsGoneAndTellsPeopleElsewhere() {
        try (var other = new WebhookReceiver()) {
            Lab.webhook("bystander", other);
            deliver("left", receiver.answering(new Answer(410, Map.of(), "moved away")));
            await().atMost(Lab.PATIENCE).until(() -> !Lab.channel("left").getBoolean("enabled"));
            var later = open("left");

            await().atMost(Lab.PATIENCE)
                    .until(
                            () -> other.callsAbout("Notification channel left is disabled")
                                    .size(),
                            equalTo(1));
            assertThat(other.calls().getLast().body())
                    .contains("\"alert.fired\"", "\"system_error\"", "the receiver is gone: 410 moved away");
            deliver("elsewhere", other);
            assertThat(Lab.deliveries(later).getString("[0].status")).isEqualTo("pending");
            assertThat(Lab.deliveries(later).getString("[0].reason"))
                    .isEqualTo("the channel is disabled: the receiver is gone: 410 moved away");
            Lab.put("/notification-channels/left", Map.of("enabled", true)).statusCode(200);

            assertThat(awaitDeliveries(later).getString("[0].status")).isEqualTo("sent");
        }
    }

    @Test
    void sendsNothingAfterLaterNews() {
        var failed = deliver("overtaken", receiver.answering(new Answer(400, Map.of(), "not yet")));
        var id = failed.getLong("[0].id");
        new Deliveries(pool).furtherNews(id, "SENT");

        Lab.retry(alert, id)
                .statusCode(409)
                .body("detail", equalTo("Later news than notification %d was sent on its channel".formatted(id)));
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void sendsAgainWhatWasTakenBackWhenAPersonAsksHoweverOftenItTakes() {
        waits("regretted");
        Lab.put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);
        var cancelled = Lab.deliveries(alert);
        assertThat(cancelled.getString("[0].status")).isEqualTo("cancelled");
        Lab.put("/notification-channels/regretted", Map.of("enabled", true)).statusCode(200);
        receiver.answering(Answer.of(500));

        Lab.retry(alert, cancelled.getLong("[0].id")).statusCode(202);

        assertThat(awaitDeliveries(alert).getString("[0].status")).isEqualTo("sent");
        assertThat(receiver.calls()).hasSize(3);
    }

    @Test
    void listsTheNewestFirstWithTheirNumberAndLastAttempts() {
        var first = deliver("listed", receiver).getLong("[0].id");
        var second = new Deliveries(pool).furtherNews(first, "SENT");
        pool.preparedQuery("""
                        insert into delivery_attempt (delivery_id, attempt, started_at)
                        select $1, attempt, now() from generate_series(2, 30) attempt""").executeAndAwait(Tuple.of(first));
        new Deliveries(pool).set(first, "attempts = 30");
        var path = "/alerts/%d/notifications".formatted(alert);

        var page = given().get(path + "?limit=1&count=true");

        assertThat(page.header("X-Total-Count")).isEqualTo("2");
        assertThat(page.jsonPath().getList("id", Long.class)).containsExactly(second);
        var next = given().get(path + "?after=" + second).jsonPath();
        assertThat(next.getList("id", Long.class)).containsExactly(first);
        assertThat(next.getInt("[0].attempt_count")).isEqualTo(30);
        assertThat(next.getList("[0].attempts.attempt", Integer.class))
                .isEqualTo(IntStream.rangeClosed(11, 30).boxed().toList());
    }

    @Test
    void readsNoMoreOfAnAnswerThanItKeeps() {
        try (var talker = new EndlessReceiver()) {
            Lab.channel("talking", "webhook", Map.of("url", talker.url()));

            var deliveries = deliverBy("talking");

            assertThat(deliveries.getString("[0].status")).isEqualTo("sent");
            assertThat(deliveries.getString("[0].attempts[0].response")).hasSize(2_048);
            await().atMost(Lab.PATIENCE).until(talker::wasLeft);
        }
    }

    private long alert;

    /// Opens an alert whose delivery waits for an hour.
    private void waits(String channel) {
        receiver.answering(new Answer(503, Map.of("Retry-After", "3600"), "maintenance"));
        Lab.webhook(channel, receiver);
        alert = open(channel);
        await().atMost(Lab.PATIENCE)
                .until(() -> Lab.deliveries(alert).getString("[0].attempts[0].outcome"), "failed"::equals);
    }

    private JsonPath deliver(String channel, WebhookReceiver to) {
        Lab.webhook(channel, to);
        return deliverBy(channel);
    }

    /// Opens an alert of a rule of its own that names the channel alone, and waits until it is told or given up.
    private JsonPath deliverBy(String channel) {
        alert = open(channel);
        return awaitDeliveries(alert);
    }

    private long open(String channel) {
        var model = model();
        Lab.rule(model, "rule-%s-%d".formatted(channel, model.id()), channel);
        Lab.put("/alert-rules/performance_regression_critical", Map.of("enabled", false))
                .statusCode(200);
        lab.found(model, "gsm8k", WORSE);
        var opened = awaitAlert(model);
        Lab.put("/alert-rules/performance_regression_critical", Map.of("enabled", true))
                .statusCode(200);
        return opened;
    }
}
