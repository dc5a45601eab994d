package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.timeline;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which alerts are told in one message, and when. Each test has a data set of its own, which its rule watches.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class GroupTest {

    private static final Metric WORSE = Metric.accuracy(0.5, 0.44);

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private SettableClock clock;
    private Instant start;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
        clock = SettableClock.installed();
        start = clock.instant();
    }

    @AfterEach
    void close() {
        receiver.close();
        given().get("/routes").jsonPath().getList("id", Long.class).forEach(id -> given().delete("/routes/" + id));
    }

    @Test
    void waitsForOthersAndThenForAnInterval() {
        rule("all", Map.of("group_wait", 30, "group_interval", 300));
        var first = found("all");
        assertThat(timeline(first).getMap("find { it.kind == 'held' }.details"))
                .isEqualTo(Map.of("news", "opened", "group", "rule/all/", "until", at(30)));

        advanceTo(10);
        found("all");
        advanceTo(29);
        new DueTimers(pool, clock).awaitAll();
        assertThat(notifications(first)).isEmpty();

        advanceTo(30);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body()).contains("(and 1 more)");

        advanceTo(40);
        assertThat(until(found("all"))).isEqualTo(at(330));
        advanceTo(300);
        assertThat(until(found("all"))).isEqualTo(at(330));
        advanceTo(330);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body()).contains("(and 1 more)");

        advanceTo(629);
        assertThat(until(found("all"))).isEqualTo(at(630));
        advanceTo(630);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 3);

        advanceTo(930);
        assertThat(until(found("all"))).isEqualTo(at(960));
    }

    @Test
    void tellsTheFirstAtOnceWhereThereIsAnIntervalOnly() {
        rule("interval", Map.of("group_interval", 300));
        found("interval");
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);

        advanceTo(299);
        assertThat(until(found("interval"))).isEqualTo(at(300));
        advanceTo(300);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);

        advanceTo(600);
        found("interval");
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 3);
    }

    @Test
    void keepsGroupsApartByWhatTheyHaveInCommon() {
        rule("by-model", Map.of("group_by", List.of("model"), "group_wait", 30));
        found("by-model");
        found("by-model");

        advanceTo(30);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls()).allSatisfy(call -> assertThat(call.body()).doesNotContain("more)"));
    }

    @Test
    void tellsAlertsOfSeveralRulesTogetherWhereARouteGathersThem() {
        var model = model();
        Lab.webhook("gathered", receiver);
        Lab.rule(model, "gathered-one");
        Lab.rule(model, "gathered-two");
        post(
                        "/routes",
                        Map.of(
                                "name",
                                "gathering",
                                "matchers",
                                List.of(Map.of("name", "model", "value", model.name())),
                                "channels",
                                List.of("gathered"),
                                "group_by",
                                List.of("model"),
                                "group_wait",
                                30))
                .statusCode(201);

        lab.found(model, "gsm8k", WORSE);
        awaitAlerts(model, 3);
        advanceTo(30);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body()).contains("(and 1 more)");
        new DueTimers(pool, clock).awaitAll();
        assertThat(notifications(Lab.alertsOf(model).getLong("find { it.rule_id == 'gathered-one' }.id")))
                .hasSize(1);
    }

    @Test
    void tellsNobodyOfWhatWasOverMeanwhileAndStartsAnew() {
        rule("short-lived", Map.of("group_wait", 30));
        var model = model();
        lab.found(model, "short-lived", WORSE);
        var alert = alertOf(model, "short-lived");
        lab.cleared(model, "short-lived", "s1", WORSE);
        await().atMost(PATIENCE).until(() -> timeline(alert).getList("kind").contains("cancelled"));

        advanceTo(30);
        new DueTimers(pool, clock).awaitAll();
        assertThat(notifications(alert)).isEmpty();

        advanceTo(40);
        assertThat(until(found("short-lived"))).isEqualTo(at(70));
    }

    @Test
    void tellsWhatASilenceHeldBackBeyondTheWaitAtTheSilencesEnd() {
        rule("then-silenced", Map.of("group_wait", 30));
        var model = model();
        lab.found(model, "then-silenced", WORSE);
        var alert = alertOf(model, "then-silenced");
        found("then-silenced");
        post(
                        "/silences",
                        Map.of("matchers", List.of(Map.of("name", "model", "value", model.name())), "ends_at", at(600)))
                .statusCode(201);

        advanceTo(30);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body()).doesNotContain("more)", model.name());
        assertThat(until(alert)).isEqualTo(at(600));

        advanceTo(600);
        await().atMost(PATIENCE).until(() -> receiver.callsAbout(model.name()).size() == 1);
    }

    @Test
    void tellsOnceThoughTheProcessThatWasAboutToDied() {
        rule("dead-group", Map.of("group_wait", 30));
        var alert = found("dead-group");
        var other = pool.getConnection().await().indefinitely();
        var transaction = other.begin().await().indefinitely();
        other.preparedQuery("delete from timer where kind = 'RELEASE' and key like $1")
                .executeAndAwait(Tuple.of("group/rule/dead-group/%"));
        other.preparedQuery("update alert_group set due_at = null, told_at = $2 where key like $1")
                .executeAndAwait(Tuple.of("group/rule/dead-group/%", start.atOffset(ZoneOffset.UTC)));

        advanceTo(30);
        new DueTimers(pool, clock).awaitAll();
        assertThat(notifications(alert)).isEmpty();

        transaction.rollback().await().indefinitely();
        other.close().await().indefinitely();
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        awaitDeliveries(alert);
        assertThat(timeline(alert).getList("kind")).containsExactly("planned", "held", "opened");
    }

    @Test
    void saysWhatAWaitMayBe() {
        Lab.put("/alert-rules/benchmark_failure", Map.of("group_wait", 86_401))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/group_wait"));
        Lab.put("/alert-rules/benchmark_failure", Map.of("group_by", List.of("metric")))
                .statusCode(422)
                .body("errors[0].detail", containsString("model, dataset, rule"));
        given().get("/alert-rules/benchmark_failure")
                .then()
                .body("group_by", equalTo(List.of()))
                .body("group_wait", equalTo(0))
                .body("group_interval", equalTo(0));
    }

    /// Watches the data set of its name.
    private void rule(String name, Map<String, ?> grouping) {
        Lab.webhook(name, receiver);
        var rule = new HashMap<String, Object>(grouping);
        rule.put("rule_id", name);
        rule.put("alert_type", "performance_regression");
        rule.put("severity", "warning");
        rule.put("matchers", List.of(Map.of("name", "dataset", "value", name)));
        rule.put("notification_channels", List.of(name));
        post("/alert-rules", rule).statusCode(201);
    }

    /// Something got worse with a model of its own.
    private long found(String name) {
        ModelUnderTest model = model();
        lab.found(model, name, WORSE);
        return alertOf(model, name);
    }

    private static List<String> notifications(long alert) {
        return given().get("/alerts/" + alert + "/notifications").jsonPath().getList("kind", String.class);
    }

    private static String until(long alert) {
        return timeline(alert).getString("find { it.kind == 'held' }.details.until");
    }

    private String at(int seconds) {
        return start.plusSeconds(seconds).toString();
    }

    private void advanceTo(int seconds) {
        clock.advance(Duration.between(clock.instant(), start.plusSeconds(seconds)));
    }
}
