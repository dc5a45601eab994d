package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.put;
import static io.llmlab.alert.Lab.timeline;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens to alerts when nothing happens but time.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AlertClockTest {

    private static final Metric WORSE = Metric.accuracy(0.5, 0.44);

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
    void remindsAtItsTimeOfWhatNobodyHasInHand() {
        var model = model();
        Lab.webhook("reminded", receiver);
        Lab.rule(model, "reminded", Map.of("remind_minutes", 60), "reminded");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "reminded");
        var earlier = alertOf(model, "performance_regression_critical");
        awaitDeliveries(alert);

        clock.advanceMinutes(59);
        awaitTick(earlier);
        assertThat(kinds(alert)).containsExactly("opened");

        clock.advanceMinutes(1);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body()).contains("\"alert.reminded\"", "Still open: overall_accuracy of");
        awaitDeliveries(alert);
        assertThat(kinds(alert)).containsExactly("reminded", "opened");

        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);
        clock.advanceMinutes(60);
        awaitEntry(alert, "held", "no reminder: it is acknowledged");
        assertThat(receiver.calls()).hasSize(2);
    }

    @Test
    void escalatesStepByStepUntilSomebodyAcknowledges() {
        var model = escalating("steps");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "steps");

        clock.advanceMinutes(5);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body())
                .contains("\"alert.escalated\"", "Nobody has acknowledged it in 5 minutes", "\"severity\":\"warning\"");
        given().get("/alerts/" + alert)
                .then()
                .body("escalated_at", equalTo(clock.instant().toString()));

        clock.advanceMinutes(5);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body()).contains("\"severity\":\"critical\"");
        given().get("/alerts/" + alert).then().body("severity", equalTo("critical"));
        assertThat(timeline(alert).getList("findAll { it.kind == 'escalated' }.details.step"))
                .containsExactly(2, 1);
    }

    @Test
    void doesNotEscalateWhatWasAcknowledgedInTime() {
        var model = escalating("in-time");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "in-time");
        put("/alerts/" + alert, Map.of("status", "acknowledged", "acknowledged_by", "ada"))
                .statusCode(200);

        clock.advanceMinutes(5);

        awaitEntry(alert, "held", "escalation step 1: it is acknowledged");
        given().get("/alerts/" + alert).then().body("escalated_at", nullValue());
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void doesNotEscalateADayLate() {
        var model = escalating("too-late");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "too-late");
        var due = clock.instant().plus(Duration.ofMinutes(5));

        clock.advance(Duration.ofHours(24).plusMinutes(15));

        awaitEntry(alert, "held", "escalation step 1 was due at %s, which is too long ago".formatted(due));
        awaitEntry(
                alert,
                "held",
                "escalation step 2 was due at %s, which is too long ago".formatted(due.plus(Duration.ofMinutes(5))));
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void leavesASnoozedAlertAloneUntilItsTime() {
        var model = escalating("snoozed");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "snoozed");
        var until = clock.instant().plus(Duration.ofMinutes(30));
        put("/alerts/" + alert, Map.of("snoozed_until", until.toString(), "snoozed_by", "ada"))
                .statusCode(200)
                .body("alert.status", equalTo("active"))
                .body("alert.snoozed_until", equalTo(until.toString()));

        clock.advanceMinutes(20);
        lab.found(model, "gsm8k", Metric.accuracy(0.5, 0.2));
        awaitEntry(alert, "held", "it is snoozed");
        assertThat(receiver.calls()).isEmpty();

        clock.advanceMinutes(10);
        awaitEntry(alert, "unsnoozed", "the snooze is over");
        given().get("/alerts/" + alert).then().body("snoozed_until", nullValue());
        clock.advance(Duration.ofSeconds(1));
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body()).contains("\"alert.escalated\"");
    }

    @Test
    void isWokenByAPerson() {
        var model = escalating("woken");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "woken");
        var until = clock.instant().plus(Duration.ofMinutes(30)).toString();
        put("/alerts/" + alert, Map.of("snoozed_until", until)).statusCode(200);

        put("/alerts/" + alert, Map.of("snoozed_until", clock.instant().toString()))
                .statusCode(200)
                .body("alert.snoozed_until", nullValue());
        put("/alerts/" + alert, Map.of("status", "resolved")).statusCode(200);
        put("/alerts/" + alert, Map.of("snoozed_until", until)).statusCode(409);
        assertThat(timeline(alert).getList("kind")).startsWith("resolved", "unsnoozed", "snoozed");
    }

    @Test
    void isOverWhenItWasNotSeenAgainForTheTimeOfItsRule() {
        var model = model();
        Lab.webhook("expiring", receiver);
        Lab.rule(model, "expiring", Map.of("auto_resolve_minutes", 30), "expiring");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "expiring");
        awaitDeliveries(alert);
        clock.advanceMinutes(20);
        lab.found(model, "gsm8k", WORSE);
        awaitEntry(alert, "repeated", "overall_accuracy fell from 0.5 to 0.44 (-12.0 %, p = 0.0007, n = 3)");

        clock.advanceMinutes(10);
        var later = clock.instant().plus(Duration.ofMinutes(20));
        await().atMost(PATIENCE).until(() -> dueAt(alert, "AUTO_RESOLVE").equals(List.of(later)));
        given().get("/alerts/" + alert).then().body("status", equalTo("active"));

        clock.advanceMinutes(20);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body())
                .contains("\"alert.resolved\"", "was not seen again for 30 minutes");
        given().get("/alerts/" + alert)
                .then()
                .body("status", equalTo("resolved"))
                .body("resolved_by", equalTo("system"))
                .body("resolved_at", equalTo(later.toString()));
    }

    @Test
    void tellsOfARepeatOnlyWhatIsWorseEvenToWhoHasItInHand() {
        var model = model();
        Lab.webhook("worse", receiver);
        Lab.rule(model, "worse", "worse");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "worse");
        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);

        lab.found(model, "gsm8k", Metric.accuracy(0.5, 0.39));
        lab.found(model, "gsm8k", Metric.accuracy(0.5, 0.37));

        awaitEntry(alert, "worsened", "overall_accuracy fell from 0.5 to 0.37 (-26.0 %, p = 0.0007, n = 3)");
        awaitDeliveries(alert);
        assertThat(receiver.calls().stream().filter(call -> call.body().contains("\"alert.worsened\"")))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("Worse: overall_accuracy of"));
        given().get("/alerts/" + alert)
                .then()
                .body("status", equalTo("acknowledged"))
                .body("occurrences", equalTo(3))
                .body("title", equalTo("overall_accuracy of %s on gsm8k fell by 26.0 %%".formatted(model.name())));
    }

    @Test
    void goesOnWhenItComesBackSoonAfterItsEnd() {
        var model = model();
        Lab.webhook("back", receiver);
        Lab.rule(model, "back", Map.of("reopen_minutes", 60, "cooldown_minutes", 0), "back");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "back");
        awaitDeliveries(alert);
        put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);
        lab.cleared(model, "gsm8k", "s1", WORSE);
        awaitEntry(alert, "resolved", "overall_accuracy is back within its baseline");

        clock.advanceMinutes(60);
        lab.found(model, "gsm8k", WORSE);

        awaitEntry(alert, "reopened", "overall_accuracy fell from 0.5 to 0.44");
        awaitDeliveries(alert);
        assertThat(kinds(alert)).containsExactly("reopened", "resolved", "opened");
        given().get("/alerts/" + alert)
                .then()
                .body("status", equalTo("active"))
                .body("acknowledged_at", nullValue())
                .body("resolved_at", nullValue())
                .body("occurrences", equalTo(2));

        put("/alerts/" + alert, Map.of("status", "resolved")).statusCode(200);
        clock.advanceMinutes(61);
        lab.found(model, "gsm8k", WORSE);
        assertThat(awaitAlerts(model, 4).getList("findAll { it.rule_id == 'back' }.status"))
                .containsExactly("active", "resolved");
    }

    @Test
    void leavesAloneWhatAnotherProcessIsFiring() {
        var model = escalating("locked");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "locked");
        var other = pool.getConnection().await().indefinitely();
        var transaction = other.begin().await().indefinitely();
        other.preparedQuery("select 1 from timer where kind = 'ESCALATE' and key like $1 for update")
                .executeAndAwait(Tuple.of(alert + "/%"));

        clock.advanceMinutes(5);
        awaitTick(alertOf(model, "performance_regression_critical"));
        assertThat(receiver.calls()).isEmpty();

        // It dies, and what it was about to do is done by the next one, once.
        transaction.rollback().await().indefinitely();
        other.close().await().indefinitely();
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(dueAt(alert, "ESCALATE")).containsExactly(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void isNotHeldUpByATimerThatFails() {
        var model = escalating("behind");
        lab.found(model, "gsm8k", WORSE);
        var broken = alertOf(model, "performance_regression_critical");
        var before = pool.preparedQuery("select model from alert where id = $1")
                .executeAndAwait(Tuple.of(broken))
                .iterator()
                .next()
                .getString("model");
        setModel(broken, "{}");
        setTimer(broken, "REMIND", clock.instant());
        setTimer(broken, "OF_A_NEWER_VERSION", clock.instant());

        clock.advanceMinutes(5);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);

        setModel(broken, before);
        clock.advanceMinutes(2);
        await().atMost(PATIENCE)
                .until(() -> dueAt(broken, "REMIND").stream().noneMatch(due -> due.isBefore(clock.instant())));
        assertThat(dueAt(broken, "OF_A_NEWER_VERSION")).hasSize(1);
        pool.query("delete from timer where kind = 'OF_A_NEWER_VERSION'").executeAndAwait();
    }

    /// A rule that tells nobody at first and the receiver 5 minutes and again 10 minutes later.
    private ModelUnderTest escalating(String name) {
        var model = model();
        Lab.webhook(name + "-first", receiver);
        Lab.webhook(name + "-last", receiver);
        var rules = Map.of(
                "escalate_after_minutes",
                5,
                "escalation_channels",
                List.of(name + "-first"),
                "steps",
                List.of(Map.of("after_minutes", 10, "channels", List.of(name + "-last"), "severity", "critical")));
        Lab.rule(model, name, Map.of("escalation_rules", rules));
        return model;
    }

    /// Returns once the timers that are due by now have been looked at.
    private void awaitTick(long alert) {
        setTimer(alert, "UNSNOOZE", clock.instant());
        await().atMost(PATIENCE).until(() -> dueAt(alert, "UNSNOOZE").isEmpty());
    }

    private void setTimer(long alert, String kind, Instant at) {
        pool.preparedQuery("""
                        insert into timer (kind, key, due_at, claim_at, payload)
                        values ($1, $2, $3, $3, $4)""")
                .executeAndAwait(Tuple.of(
                        kind,
                        alert + "/test",
                        at.atOffset(ZoneOffset.UTC),
                        "{\"alert\": %d, \"number\": 0}".formatted(alert)));
    }

    private void setModel(long alert, String model) {
        pool.preparedQuery("update alert set model = $2 where id = $1").executeAndAwait(Tuple.of(alert, model));
    }

    private List<Instant> dueAt(long alert, String kind) {
        var rows = pool.preparedQuery("select due_at from timer where kind = $1 and key like $2 order by due_at")
                .executeAndAwait(Tuple.of(kind, alert + "/%"));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getOffsetDateTime("due_at").toInstant())
                .toList();
    }

    private static void awaitEntry(long alert, String kind, String reason) {
        await().atMost(PATIENCE)
                .until(() ->
                        timeline(alert)
                                .getList("findAll { it.kind == '%s' }.reason".formatted(kind), String.class)
                                .stream()
                                .anyMatch(text -> text != null && text.startsWith(reason)));
    }

    private static List<String> kinds(long alert) {
        return given().get("/alerts/" + alert + "/notifications").jsonPath().getList("kind", String.class);
    }
}
