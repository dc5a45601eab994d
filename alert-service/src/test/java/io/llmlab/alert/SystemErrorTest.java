package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was to happen and did not.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class SystemErrorTest {

    private static final String DEAD = "llmlab.run-changed.v1.dlq";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Pool pool;

    private Runs runs;
    private Jobs jobs;
    private SettableClock clock;
    private Instant start;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        runs = new Runs(bootstrapServers);
        jobs = new Jobs(bootstrapServers);
        clock = SettableClock.installed();
        start = clock.instant();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void tellsOfAJobThatIsNotFiredUntilItIs() {
        var model = model();
        var job = job(model);
        jobs.changed(job, model, minutes(10), start);
        await().atMost(PATIENCE).until(() -> awaited("FIRING", job), is(1L));

        clock.advanceMinutes(14);
        awaitTick();
        assertThat(alertsOf(model).getList("$")).isEmpty();

        clock.advanceMinutes(1);
        var alerts = awaitAlerts(model, 1);
        assertThat(alerts.getString("[0].alert_type")).isEqualTo("system_error");
        assertThat(alerts.getString("[0].title")).isEqualTo("Job %s was not fired".formatted(job));
        assertThat(alerts.getString("[0].dataset_name")).isEqualTo("gsm8k");
        given().get("/alerts/" + alerts.getLong("[0].id")).then().body("run_id", nullValue());

        jobs.changed(job, model, minutes(70), minutes(16));
        await().atMost(PATIENCE).until(() -> alertsOf(model).getString("[0].status"), is("resolved"));
        assertThat(alertsOf(model).getString("[0].resolution_notes")).startsWith("Job %s goes on".formatted(job));
    }

    @Test
    void awaitsNothingOfAJobThatIsPaused() {
        var model = model();
        var job = job(model);
        jobs.changed(job, model, minutes(10), start);
        await().atMost(PATIENCE).until(() -> awaited("FIRING", job), is(1L));
        jobs.changed(job, model, null, start);
        await().atMost(PATIENCE).until(() -> awaited("FIRING", job), is(0L));

        clock.advanceMinutes(30);
        awaitTick();

        assertThat(alertsOf(model).getList("$")).isEmpty();
    }

    @Test
    void saysInOneMessageWhatIsOverdueAtOneTime() {
        var one = model();
        var other = model();
        Lab.webhook("overdue", receiver);
        rule("overdue", "%s|%s".formatted(one.name(), other.name()), "overdue");
        jobs.changed(job(one), one, minutes(10), start);
        jobs.changed(job(other), other, minutes(9), start);
        await().atMost(PATIENCE).until(() -> awaited("FIRING", job(one)) + awaited("FIRING", job(other)), is(2L));

        clock.advanceMinutes(15);

        // The rule that exists from the start opens one for each as well.
        awaitAlerts(one, 2);
        awaitAlerts(other, 2);
        await().atMost(PATIENCE).until(() -> receiver.calls().size(), is(1));
        assertThat(receiver.calls().getFirst().body()).contains("(and 1 more)", job(one), job(other));
    }

    @Test
    void blamesNobodyForWhatDidNotHappenWhileTheLabWasDown() {
        var fired = model();
        var forgotten = model();
        pool.query("update pulse set last_at = now() - interval '3 days'").executeAndAwait();

        jobs.changed(job(fired), fired, start.minus(Duration.ofDays(2)), start.minus(Duration.ofDays(3)));
        jobs.changed(job(forgotten), forgotten, start.minus(Duration.ofDays(2)), start.minus(Duration.ofDays(3)));
        await().atMost(PATIENCE).until(() -> firstLook(job(fired)), greaterThan(start.plus(Duration.ofMinutes(4))));
        await().atMost(PATIENCE).until(() -> firstLook(job(forgotten)), greaterThan(start.plus(Duration.ofMinutes(4))));
        jobs.changed(job(fired), fired, start.plus(Duration.ofDays(1)), start);
        await().atMost(PATIENCE).until(() -> awaited("ENDING", job(fired)), is(1L));
        clock.advanceMinutes(7);

        awaitAlerts(forgotten, 1);
        assertThat(alertsOf(fired).getList("$")).isEmpty();
    }

    @Test
    void tellsThatNoRunFollowedAFiring() {
        var model = model();
        var job = job(model);
        jobs.changed(job, model, minutes(10), start);
        await().atMost(PATIENCE).until(() -> awaited("FIRING", job), is(1L));
        clock.advanceMinutes(10);
        jobs.changed(job, model, minutes(70), minutes(10));
        await().atMost(PATIENCE).until(() -> awaited("ENDING", job), is(1L));
        clock.advanceMinutes(60);
        jobs.changed(job, model, minutes(400), minutes(70));
        await().atMost(PATIENCE).until(() -> sinceOf("FIRING", job), is(minutes(400)));

        clock.advanceMinutes(60);

        var alerts = awaitAlerts(model, 1);
        assertThat(alerts.getString("[0].title")).isEqualTo("No run of job %s has ended".formatted(job));
        var run = runs.ended(
                model,
                "gsm8k",
                Map.of("status", "failed", "timestamp", minutes(130).toString()));
        await().atMost(PATIENCE)
                .until(
                        () -> alertsOf(model).getString("find { it.alert_type == 'system_error' }.status"),
                        is("resolved"));
        assertThat(alertsOf(model).getString("find { it.alert_type == 'system_error' }.resolution_notes"))
                .isEqualTo("Run %d of %s on gsm8k has come".formatted(run, model.name()));
        assertThat(awaited("ENDING", job)).isZero();
    }

    @Test
    void awaitsNoRunThatHasCome() {
        var model = model();
        var job = job(model);
        jobs.changed(job, model, minutes(10), start);
        await().atMost(PATIENCE).until(() -> awaited("FIRING", job), is(1L));
        clock.advanceMinutes(11);
        // It is known before the firing is.
        runs.ended(model, "gsm8k", Map.of("timestamp", minutes(10).toString()));
        await().atMost(PATIENCE).until(() -> kept(model), is(1L));

        jobs.changed(job, model, minutes(70), minutes(10));

        await().atMost(PATIENCE).until(() -> sinceOf("FIRING", job), is(minutes(70)));
        assertThat(awaited("ENDING", job)).isZero();
    }

    @Test
    void tellsThatAPushedSeriesIsSilentByWhatItDeclares() {
        var model = model();
        push(model, "gsm8k", start, Map.of("expected_interval", "PT24H"));
        await().atMost(PATIENCE).until(() -> awaited("SERIES", model.id() + "/gsm8k"), is(1L));

        clock.advance(Duration.ofHours(26));
        awaitTick();
        assertThat(alertsOf(model).getList("$")).isEmpty();
        clock.advance(Duration.ofMinutes(24));

        var alerts = awaitAlerts(model, 1);
        assertThat(alerts.getString("[0].title")).isEqualTo("%s on gsm8k is silent".formatted(model.name()));
        assertThat(alerts.getString("[0].message")).endsWith("its expected_interval is 24 hours");

        push(model, "gsm8k", clock.instant(), Map.of("expected_interval", "PT24H"));
        await().atMost(PATIENCE).until(() -> alertsOf(model).getString("[0].status"), is("resolved"));
        assertThat(alertsOf(model).getInt("[0].occurrences")).isEqualTo(1);
    }

    @Test
    void tellsThatAPushedSeriesIsSilentByWhatIsUsual() {
        var model = model();
        for (var hour = 4; hour >= 0; hour--) {
            push(model, "gsm8k", start.minus(Duration.ofHours(hour)), Map.of());
            if (hour > 0) {
                push(model, "four-runs", start.minus(Duration.ofHours(hour)), Map.of());
            }
            runs.ended(
                    model,
                    "by-hand",
                    Map.of("timestamp", start.minus(Duration.ofHours(hour)).toString()));
            push(model, "imported", start.minus(Duration.ofHours(hour)), Map.of("history", true));
        }
        await().atMost(PATIENCE).until(() -> awaited("SERIES", model.id() + "/gsm8k"), is(1L));
        await().atMost(PATIENCE).until(() -> kept(model), is(19L));

        clock.advance(Duration.ofHours(3));

        assertThat(awaitAlerts(model, 1).getString("[0].message")).endsWith("its usual interval is 60 minutes");
        clock.advance(Duration.ofDays(30));
        awaitTick();
        assertThat(alertsOf(model).getList("dataset_name")).containsExactly("gsm8k");
    }

    /// The cooldown of the rule that exists from the start is an hour.
    @Test
    void tellsWhenTheCooldownIsOverOfWhatWasHeldUntilThen() {
        var model = model();
        push(model, "gsm8k", start, Map.of("expected_interval", "PT10M"));
        await().atMost(PATIENCE).until(() -> awaited("SERIES", model.id() + "/gsm8k"), is(1L));
        clock.advanceMinutes(15);
        var first = awaitAlerts(model, 1).getLong("[0].id");
        push(model, "gsm8k", clock.instant(), Map.of("expected_interval", "PT10M"));
        await().atMost(PATIENCE).until(() -> alertsOf(model).getString("[0].status"), is("resolved"));

        clock.advanceMinutes(20);
        await().atMost(PATIENCE)
                .until(() -> Lab.timeline(first).getList("kind", String.class).contains("held"));
        assertThat(alertsOf(model).getList("$")).hasSize(1);

        clock.advanceMinutes(45);
        assertThat(awaitAlerts(model, 2).getList("status")).containsExactly("active", "resolved");
    }

    @Test
    void awaitsNothingOfAModelThatIsDeactivated() {
        var model = model();
        push(model, "gsm8k", start, Map.of("expected_interval", "PT1H"));
        push(model, "mmlu", start, Map.of("expected_interval", "PT48H"));
        await().atMost(PATIENCE).until(() -> awaited("SERIES", model.id() + "/mmlu"), is(1L));
        clock.advance(Duration.ofHours(2));
        awaitAlerts(model, 1);

        jobs.deactivated(model);

        await().atMost(PATIENCE).until(() -> alertsOf(model).getString("[0].status"), is("resolved"));
        assertThat(awaited("SERIES", model.id() + "/gsm8k") + awaited("SERIES", model.id() + "/mmlu"))
                .isZero();
    }

    @Test
    void tellsOfDeadLettersWhateverLiesThere() {
        Lab.webhook("letters", receiver);
        rule("letters", "lab", "letters");

        bury("no json", "The payload is no RunChanged");
        await().atMost(PATIENCE).until(() -> receiver.calls().size(), is(1));
        bury("{}", null);

        await().atMost(PATIENCE).until(() -> letters().getInt("occurrences"), is(2));
        assertThat(letters().getString("title")).isEqualTo("An event of llmlab.run-changed.v1 could not be processed");
        assertThat(letters().getString("message")).endsWith(": The payload is no RunChanged");
        assertThat(letters().getString("status")).isEqualTo("active");
        given().get("/alerts/" + letters().getLong("id"))
                .then()
                .body("model_id", nullValue())
                .body("run_id", nullValue())
                .body("dataset_name", nullValue());
        assertThat(JsonPath.from(receiver.calls().getFirst().body()).getMap("data"))
                .containsEntry("model", null)
                .containsEntry("dataset", null)
                .containsEntry("run_id", null);
        var told = new TopicReader(bootstrapServers)
                .await(
                        "llmlab.alert-changed.v1",
                        1,
                        PATIENCE,
                        record -> record.value().contains("An event of llmlab.run-changed.v1"))
                .getFirst();
        assertThat(told.key()).isEqualTo("system");
        assertThat(JsonPath.from(told.value()).getMap("")).containsEntry("model", null);
    }

    private static String job(ModelUnderTest model) {
        return "nightly-" + model.id();
    }

    private Instant minutes(int after) {
        return start.plus(Duration.ofMinutes(after));
    }

    private void push(ModelUnderTest model, String dataset, Instant at, Map<String, ?> further) {
        var run = new HashMap<String, Object>(further);
        run.put("source", "lm-eval");
        run.put("timestamp", at.toString());
        runs.ended(model, dataset, run);
    }

    private void bury(String value, @Nullable String reason) {
        var record = new ProducerRecord<>(DEAD, "key", value);
        if (reason != null) {
            var _ = record.headers().add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8));
        }
        new TopicWriter(bootstrapServers, "/test").send(record);
    }

    /// The alert about what was buried here, or none of its fields.
    private static JsonPath letters() {
        return given().queryParam("alert_type", "system_error")
                .queryParam("active_only", false)
                .get("/alerts")
                .jsonPath()
                .setRootPath("find { it.rule_id == 'letters' && it.metric_name == '%s' }".formatted(DEAD));
    }

    private static void rule(String id, String models, String channel) {
        Lab.post(
                        "/alert-rules",
                        Map.of(
                                "rule_id",
                                id,
                                "alert_type",
                                "system_error",
                                "severity",
                                "warning",
                                "matchers",
                                List.of(Map.of("name", "model", "value", models, "is_regex", true)),
                                "notification_channels",
                                List.of(channel)))
                .statusCode(201);
    }

    /// Returns once the timers that are due by now have been looked at.
    private void awaitTick() {
        pool.preparedQuery("""
                        insert into timer (kind, key, due_at, claim_at, payload)
                        values ('UNSNOOZE', 'tick', $1, $1, '{"alert": 0}')""").executeAndAwait(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)));
        await().atMost(PATIENCE).until(() -> count("select count(*) from timer where key = $1", "tick"), is(0L));
    }

    private long awaited(String kind, String key) {
        return count("select count(*) from expectation where key = $1 and kind = '%s'".formatted(kind), key);
    }

    private Instant sinceOf(String kind, String key) {
        return pool.preparedQuery("select since from expectation where kind = $1 and key = $2")
                .executeAndAwait(Tuple.of(kind, key))
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
    }

    /// When it is looked at next whether the job was fired.
    private Instant firstLook(String job) {
        var rows = pool.preparedQuery("select due_at from timer where kind = 'LOOK_OUT' and key like $1")
                .executeAndAwait(Tuple.of("FIRING/" + job + "@%"))
                .iterator();
        return rows.hasNext() ? rows.next().getOffsetDateTime(0).toInstant() : Instant.EPOCH;
    }

    private long kept(ModelUnderTest model) {
        return count("select count(*) from recent_run where model_id::text = $1", Long.toString(model.id()));
    }

    private long count(String sql, String parameter) {
        return pool.preparedQuery(sql)
                .executeAndAwait(Tuple.of(parameter))
                .iterator()
                .next()
                .getLong(0);
    }
}
