package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
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
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is told of an alert that a silence covers, and when.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class SilenceTest {

    private static final Metric WORSE = Metric.accuracy(0.5, 0.44);
    private static final Answer LATER = new Answer(503, Map.of("Retry-After", "3600"), "");
    private static final Metric SLOWER = new Metric("latency", "avg_latency_ms", 100, 180, false);

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private SettableClock clock;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
        clock = SettableClock.installed();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void tellsAtItsEndWhatIsStillOpenThen() {
        var model = watched("silenced");
        var silence = silence(model, 60);
        var end = clock.instant().plus(Duration.ofMinutes(60)).toString();
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "silenced");

        given().get("/alerts/" + alert).then().body("status", equalTo("active"));
        var held = timeline(alert).getMap("find { it.kind == 'held' }");
        assertThat(held.get("reason")).isEqualTo("silence %d of ada until %s: new weights".formatted(silence, end));
        assertThat(held.get("details")).isEqualTo(Map.of("silence", (int) silence, "news", "opened", "until", end));
        assertThat(notifications(alert)).isEmpty();

        clock.advanceMinutes(59);
        lab.found(model, "after-it", WORSE);
        awaitAlerts(model, 4);
        new DueTimers(pool, clock).awaitAll();
        assertThat(notifications(alert)).isEmpty();

        clock.advanceMinutes(1);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body())
                .contains(
                        "\"alert.fired\"",
                        "overall_accuracy of %s on gsm8k fell".formatted(model.name()),
                        "(and 1 more)");
        awaitDeliveries(alert);
        assertThat(notifications(alert)).containsExactly("opened");
        assertThat(timeline(alert).getList("kind")).containsExactly("planned", "held", "opened");
    }

    @Test
    void neverTellsWhatWasOverBefore() {
        var model = watched("over-before");
        silence(model, 60);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "over-before");
        lab.cleared(model, "gsm8k", "s1", WORSE);
        awaitEntry(alert, "cancelled", "it is over");

        endOfTheSilence();

        assertThat(timeline(alert).getMap("find { it.kind == 'cancelled' }.details"))
                .isEqualTo(Map.of("channels", List.of("over-before")));
        assertThat(notifications(alert)).isEmpty();
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void neverTellsWhatSomebodyTookInHandMeanwhile() {
        var model = watched("in-hand");
        silence(model, 60);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "in-hand");
        put("/alerts/" + alert, Map.of("status", "acknowledged", "acknowledged_by", "ada"))
                .statusCode(200);

        endOfTheSilence();

        awaitEntry(alert, "cancelled", "acknowledged by ada");
        assertThat(notifications(alert)).isEmpty();
    }

    @Test
    void tellsTheEndToWhoHadHeardOfTheBeginningOnceTheSilenceIsOver() {
        var model = watched("heard");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "heard");
        awaitDeliveries(alert);
        silence(model, 60);
        lab.cleared(model, "gsm8k", "s1", WORSE);
        awaitEntry(alert, "resolved", "overall_accuracy is back");
        assertThat(receiver.calls()).hasSize(1);

        clock.advanceMinutes(60);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body()).contains("\"alert.resolved\"", "back within its baseline");
    }

    @Test
    void keepsRemindersAndEscalationsBackAndTellsTheMostImportantToAll() {
        var model = model();
        Lab.webhook("first-line", receiver);
        var second = new WebhookReceiver();
        Lab.webhook("second-line", second);
        Lab.rule(
                model,
                "held-escalation",
                Map.of(
                        "remind_minutes",
                        30,
                        "escalation_rules",
                        Map.of("escalate_after_minutes", 20, "escalation_channels", List.of("second-line"))),
                "first-line");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "held-escalation");
        awaitDeliveries(alert);
        silence(model, 50);

        clock.advanceMinutes(20);
        awaitEntry(alert, "escalated", "not acknowledged in 20 minutes");
        clock.advanceMinutes(10);
        await().atMost(PATIENCE)
                .until(
                        () -> timeline(alert).getList("findAll { it.kind == 'held' }.details.news"),
                        news -> news.equals(List.of("reminded", "escalated")));
        assertThat(receiver.calls()).hasSize(1);
        assertThat(second.calls()).isEmpty();

        // The next reminder is due ten minutes after the silence ends, so that it cannot come first.
        clock.advanceMinutes(20);
        await().atMost(PATIENCE)
                .until(() -> second.calls().size() == 1 && receiver.calls().size() == 2);
        assertThat(second.calls().getFirst().body()).contains("\"alert.escalated\"");
        assertThat(receiver.calls().getLast().body()).contains("\"alert.escalated\"");
        awaitDeliveries(alert);
        second.close();
    }

    @Test
    void holdsBackOnlyWhatItCovers() {
        var model = watched("partly");
        post(
                        "/silences",
                        Map.of(
                                "matchers",
                                List.of(
                                        Map.of("name", "model", "value", model.name()),
                                        Map.of("name", "metric", "value", ".*latency.*", "is_regex", true),
                                        Map.of("name", "labels.team", "value", "search")),
                                "ends_at",
                                clock.instant().plus(Duration.ofHours(1)).toString()))
                .statusCode(201);

        lab.found(model, "gsm8k", WORSE, SLOWER);
        var alert = alertOf(model, "partly");

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body())
                .contains("overall_accuracy")
                .doesNotContain("avg_latency_ms");
        assertThat(timeline(alert).getList("find { it.kind == 'held' }.details.parts"))
                .containsExactly("avg_latency_ms of %s on gsm8k".formatted(model.name()));
        assertThat(timeline(alert).getList("find { it.kind == 'planned' }.details.parts"))
                .containsExactly("overall_accuracy of %s on gsm8k".formatted(model.name()));
        clock.advance(Duration.ofHours(1));
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body()).contains("avg_latency_ms").doesNotContain("overall_accuracy");
    }

    @Test
    void tellsAtOnceWhenItIsEndedEarly() {
        var model = watched("ended-early");
        var silence = silence(model, 600);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "ended-early");
        awaitEntry(alert, "held", "silence " + silence);

        given().delete("/silences/" + silence).then().statusCode(204);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        clock.advanceMinutes(600);
        awaitDeliveries(alert);
        assertThat(notifications(alert)).containsExactly("opened");
    }

    @Test
    void waitsLongerWhenItIsMadeLonger() {
        var model = watched("longer");
        var silence = silence(model, 60);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "longer");
        awaitEntry(alert, "held", "silence " + silence);
        var end = clock.instant().plus(Duration.ofMinutes(90)).toString();
        put("/silences/" + silence, Map.of("ends_at", end)).statusCode(200);
        awaitEntry(alert, "held", "silence %d of ada until %s".formatted(silence, end));

        clock.advanceMinutes(60);
        new DueTimers(pool, clock).awaitAll();
        assertThat(notifications(alert)).isEmpty();

        clock.advanceMinutes(30);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
    }

    @Test
    void handsOverToTheNextSilence() {
        var model = watched("next");
        silence(model, 60);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "next");
        var second = silence(model, 120);

        clock.advanceMinutes(60);
        awaitEntry(alert, "held", "silence " + second);
        assertThat(receiver.calls()).isEmpty();

        clock.advanceMinutes(60);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
    }

    @Test
    void takesBackWhatWaitsToBeSentFromItsStartOn() {
        receiver.answering(LATER);
        var model = watched("withdrawn");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "withdrawn");
        awaitAttempt(alert);
        var silence = silence(
                model,
                Map.of("starts_at", clock.instant().plus(Duration.ofMinutes(10)).toString()),
                60);
        new DueTimers(pool, clock).awaitAll();
        assertThat(statuses(alert)).containsExactly("pending");

        clock.advanceMinutes(10);
        awaitEntry(alert, "held", "silence " + silence);
        assertThat(statuses(alert)).containsExactly("cancelled");
        assertThat(receiver.calls()).hasSize(1);

        // The wait that the receiver asked for holds the channel, until somebody changes it.
        Lab.put("/notification-channels/withdrawn", Map.of("enabled", true)).statusCode(200);
        clock.advanceMinutes(50);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body()).contains("\"alert.fired\"");
        awaitDeliveries(alert);
        assertThat(statuses(alert)).containsExactly("sent", "cancelled");
    }

    @Test
    void takesSeveralMessagesOfOneKindBackAndTellsThemAsOne() {
        receiver.answering(LATER);
        var model = watched("several");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "several");
        awaitAttempt(alert);
        lab.found(model, "gsm8k", Metric.accuracy(0.5, 0.3));
        lab.found(model, "gsm8k", Metric.accuracy(0.5, 0.1));
        await().atMost(PATIENCE).until(() -> notifications(alert).equals(List.of("worsened", "worsened", "opened")));

        var silence = silence(model, 60);

        awaitEntry(alert, "held", "silence " + silence);
        assertThat(statuses(alert)).containsExactly("cancelled", "cancelled", "cancelled");
        Lab.put("/notification-channels/several", Map.of("enabled", true)).statusCode(200);
        clock.advanceMinutes(60);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body()).contains("\"alert.fired\"");
    }

    @Test
    void takesBackWhatSaysThatAnAlertIsOver() {
        var model = watched("over-and-waiting");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "over-and-waiting");
        awaitDeliveries(alert);
        receiver.answering(LATER);
        lab.cleared(model, "gsm8k", "s1", WORSE);
        awaitAttempt(alert);

        var silence = silence(model, 60);

        awaitEntry(alert, "held", "silence " + silence);
        assertThat(statuses(alert)).containsExactly("cancelled", "sent");
        Lab.put("/notification-channels/over-and-waiting", Map.of("enabled", true))
                .statusCode(200);
        clock.advanceMinutes(60);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 3);
        assertThat(receiver.calls().getLast().body()).contains("\"alert.resolved\"", "back within its baseline");
    }

    @Test
    void leavesAMessageAloneThatSaysSomethingElseToo() {
        receiver.answering(LATER);
        var model = watched("waiting-for-two");
        lab.found(model, "gsm8k", WORSE, SLOWER);
        var alert = alertOf(model, "waiting-for-two");
        awaitAttempt(alert);
        post(
                        "/silences",
                        Map.of(
                                "matchers",
                                List.of(
                                        Map.of("name", "model", "value", model.name()),
                                        Map.of("name", "metric", "value", "avg_latency_ms")),
                                "ends_at",
                                clock.instant().plus(Duration.ofHours(1)).toString()))
                .statusCode(201);

        new DueTimers(pool, clock).awaitAll();

        assertThat(statuses(alert)).containsExactly("pending");
        assertThat(timeline(alert).getList("kind")).containsExactly("planned", "opened");
    }

    @Test
    void tellsOnceThoughTheProcessThatWasAboutToDied() {
        var model = watched("died");
        silence(model, 60);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "died");
        awaitEntry(alert, "held", "silence ");
        var other = pool.getConnection().await().indefinitely();
        var transaction = other.begin().await().indefinitely();
        other.preparedQuery("select 1 from timer where kind = 'RELEASE' and payload like $1 for update")
                .executeAndAwait(Tuple.of("%/died/%"));
        other.preparedQuery("delete from withheld where alert_id = $1").executeAndAwait(Tuple.of(alert));

        clock.advanceMinutes(60);
        new DueTimers(pool, clock).awaitAll();
        assertThat(notifications(alert)).isEmpty();

        transaction.rollback().await().indefinitely();
        other.close().await().indefinitely();
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        awaitDeliveries(alert);
        assertThat(notifications(alert)).containsExactly("opened");
        assertThat(pool.preparedQuery("select 1 from withheld where alert_id = $1")
                        .executeAndAwait(Tuple.of(alert))
                        .size())
                .isZero();
    }

    private void endOfTheSilence() {
        clock.advanceMinutes(60);
        new DueTimers(pool, clock).awaitAll();
    }

    private ModelUnderTest watched(String name) {
        var model = model();
        Lab.webhook(name, receiver);
        Lab.rule(model, name, name);
        return model;
    }

    private long silence(ModelUnderTest model, int minutes) {
        return silence(model, Map.of(), minutes);
    }

    private long silence(ModelUnderTest model, Map<String, ?> further, int minutes) {
        var body = new HashMap<String, Object>(further);
        body.put("matchers", List.of(Map.of("name", "model", "value", model.name())));
        body.put("ends_at", clock.instant().plus(Duration.ofMinutes(minutes)).toString());
        body.put("created_by", "ada");
        body.put("comment", "new weights");
        return post("/silences", body).statusCode(201).extract().jsonPath().getLong("id");
    }

    private static void awaitEntry(long alert, String kind, String reason) {
        await().atMost(PATIENCE)
                .until(() ->
                        timeline(alert)
                                .getList("findAll { it.kind == '%s' }.reason".formatted(kind), String.class)
                                .stream()
                                .anyMatch(text -> text != null && text.startsWith(reason)));
    }

    private static List<String> notifications(long alert) {
        return given().get("/alerts/" + alert + "/notifications").jsonPath().getList("kind", String.class);
    }

    private static List<String> statuses(long alert) {
        return given().get("/alerts/" + alert + "/notifications").jsonPath().getList("status", String.class);
    }

    private static void awaitAttempt(long alert) {
        await().atMost(PATIENCE)
                .until(() -> "failed"
                        .equals(given().get("/alerts/" + alert + "/notifications")
                                .jsonPath()
                                .getString("[0].attempts[0].outcome")));
    }
}
