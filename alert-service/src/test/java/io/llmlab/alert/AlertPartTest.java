package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.put;
import static io.llmlab.alert.Lab.timeline;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Findings.Matter;
import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A common cause is one alert that lists its parts.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AlertPartTest {

    private static final Metric ACCURACY = Metric.accuracy(0.5, 0.4);
    private static final Metric LATENCY = new Metric("latency", "avg_latency_ms", 100, 180, false);
    private static final Metric COST = new Metric("cost", "total_cost", 10, 13, false);
    private static final Map<String, ?> PATIENT = Map.of("cooldown_minutes", 60);

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private Findings findings;
    private SettableClock clock;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
        findings = new Findings(bootstrapServers);
        clock = SettableClock.installed();
        put("/alert-rules/performance_regression_critical", Map.of("enabled", false))
                .statusCode(200);
        put("/alert-rules/performance_regression", Map.of("enabled", false)).statusCode(200);
    }

    @AfterEach
    void close() {
        put("/alert-rules/performance_regression_critical", Map.of("enabled", true))
                .statusCode(200);
        put("/alert-rules/performance_regression", Map.of("enabled", true)).statusCode(200);
        receiver.close();
    }

    @Test
    void makesOneAlertOfWhatOneRunMoved() {
        var model = watched("one", PATIENT);

        lab.found(model, "gsm8k", ACCURACY, LATENCY, COST);

        var alert = get(awaitAlert(model));
        assertThat(alert.getString("title"))
                .isEqualTo("avg_latency_ms of %s on gsm8k rose by 80.0 %%".formatted(model.name()));
        assertThat(alert.getString("metric_name")).isEqualTo("avg_latency_ms");
        assertThat(alert.getInt("parts_total")).isEqualTo(3);
        assertThat(alert.getList("parts.metric_name"))
                .containsExactly("avg_latency_ms", "total_cost", "overall_accuracy");
        assertThat(alert.getString("parts[0].fingerprint")).isEqualTo(alert.getString("fingerprint"));
        assertThat(alert.getList("parts.fingerprint")).doesNotHaveDuplicates();
        assertThat(alert.getList("parts.severity")).containsOnly("critical");
        assertThat(alert.getList("parts.cleared_at")).containsOnlyNulls();
        assertThat(alert.getList("parts.streams.flatten()")).containsOnly("s1");
        assertThat(alertsOf(model).getList("[0].parts.metric_name")).isEqualTo(alert.getList("parts.metric_name"));
        awaitDeliveries(alert.getLong("id"));
        assertThat(receiver.calls()).hasSize(1);
        assertThat(receiver.calls().getFirst().body()).contains("(and 2 more)", "overall_accuracy", "total_cost");
        assertThat(timeline(alert.getLong("id")).getList("find { it.kind == 'opened' }.details.parts"))
                .containsExactly(about(LATENCY, model), about(COST, model), about(ACCURACY, model));
        assertThat(changes(model).getFirst().getList("alert.parts.metric_name"))
                .containsExactly("avg_latency_ms", "total_cost", "overall_accuracy");
    }

    /// The most severe leads, whatever changed more.
    @Test
    void isLedByTheMostSevere() {
        var model = watched("led", PATIENT);

        findings.found(model, "gsm8k", ACCURACY, COST, LATENCY);

        assertThat(get(awaitAlert(model)).getList("parts.metric_name"))
                .containsExactly("overall_accuracy", "avg_latency_ms", "total_cost");
    }

    @Test
    void isItsOwnPartWhereThereIsOne() {
        var model = watched("single", PATIENT);

        lab.found(model, "gsm8k", ACCURACY);

        var alert = get(awaitAlert(model));
        assertThat(alert.getInt("parts_total")).isEqualTo(1);
        assertThat(alert.getList("parts.fingerprint")).containsExactly(alert.getString("fingerprint"));
        assertThat(timeline(alert.getLong("id")).getMap("find { it.kind == 'opened' }.details"))
                .doesNotContainKey("parts");
    }

    @ParameterizedTest
    @CsvSource({"0.4, 1, repeated", "0.1, 2, worsened"})
    void countsARepeatOfAnyPartAndTellsOnlyWhatIsWorse(double now, int calls, String kind) {
        var model = watched("again-" + kind, PATIENT);
        lab.found(model, "gsm8k", ACCURACY, LATENCY);
        var alert = awaitAlert(model);
        awaitDeliveries(alert);

        lab.found(model, "gsm8k", Metric.accuracy(0.5, now));

        await().atMost(PATIENCE).until(() -> get(alert).getInt("occurrences") == 2);
        awaitDeliveries(alert);
        assertThat(receiver.calls()).hasSize(calls);
        assertThat(timeline(alert).getString("find { it.kind == '%s' }.details.part".formatted(kind)))
                .isEqualTo(about(ACCURACY, model));
        assertThat(get(alert).getString("metric_name")).isEqualTo("avg_latency_ms");
        assertThat(get(alert).getFloat("parts[1].trigger_value")).isEqualTo((float) now);
        assertThat(awaitAlerts(model, 1).getList("parts[0].occurrences")).containsExactly(1, 2);
        if (calls == 2) {
            assertThat(receiver.calls().getLast().body())
                    .contains("Worse: overall_accuracy", get(alert).getString("fingerprint"))
                    .doesNotContain("avg_latency_ms");
        }
    }

    /// The worse one opens it.
    @Test
    void countsWhatOneEventTellsTwiceAsARepeat() {
        var model = watched("twice", PATIENT);

        lab.found(model, "gsm8k", ACCURACY, LATENCY, Metric.accuracy(0.5, 0.1), LATENCY);

        var alert = awaitAlert(model);
        assertThat(get(alert).getList("parts.metric_name")).containsExactly("avg_latency_ms", "overall_accuracy");
        assertThat(get(alert).getList("parts.occurrences")).containsExactly(2, 2);
        assertThat(get(alert).getFloat("parts[1].trigger_value")).isEqualTo(0.1f);
        assertThat(timeline(alert).getList("kind")).containsExactly("repeated", "repeated", "planned", "opened");
        awaitDeliveries(alert);
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void makesOneOfTwoStreamsOfASeriesInOneBatch() {
        var model = watched("streams", PATIENT);
        var matter = Matter.ofGroup(Findings.newGroup());

        try (var held = Held.of(pool, lock(model))) {
            // While the first one waits, the others gather.
            findings.found(model, "gsm8k", Matter.ofGroup(Findings.newGroup()), "warning", COST);
            held.awaitWaiting();
            findings.found(model, "mmlu_law", matter, "warning", ACCURACY);
            findings.found(model, "mmlu_art", matter, "warning", ACCURACY);
            findings.found(model, "mmlu_law", matter, "warning", ACCURACY);
        }

        var law = awaitAlerts(model, 2);
        await().atMost(PATIENCE)
                .until(() -> alertsOf(model).getInt("find { it.parts_total == 2 }.parts[0].occurrences") == 2);
        assertThat(law.getList("parts_total")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void takesPartsBackOneByOneAndEndsOnceWithTheLast() {
        var model = watched("back", PATIENT);
        lab.found(model, "gsm8k", ACCURACY, LATENCY);
        var alert = awaitAlert(model);
        awaitDeliveries(alert);

        lab.cleared(model, "gsm8k", "another-stream", LATENCY);
        lab.cleared(model, "gsm8k", "s1", LATENCY);

        await().atMost(PATIENCE).until(() -> timeline(alert).getList("kind").contains("cleared"));
        assertThat(timeline(alert).getList("find { it.kind == 'cleared' }.details.parts"))
                .containsExactly(about(LATENCY, model));
        assertThat(get(alert).getString("status")).isEqualTo("active");
        assertThat(get(alert).getString("parts[0].cleared_at")).isNotNull();
        assertThat(get(alert).getString("parts[1].cleared_at")).isNull();
        assertThat(receiver.calls()).hasSize(1);

        lab.cleared(model, "gsm8k", "s1", ACCURACY, "excluded");

        await().atMost(PATIENCE).until(() -> get(alert).getString("status").equals("resolved"));
        awaitDeliveries(alert);
        assertThat(get(alert).getString("resolved_by")).isEqualTo("system");
        assertThat(get(alert).getString("resolution_notes"))
                .startsWith("All 2 parts are back; overall_accuracy is no regression without run");
        assertThat(receiver.calls()).hasSize(2);
        assertThat(receiver.calls().getLast().body())
                .contains("\"alert.resolved\"", "avg_latency_ms is back within its baseline", "which was excluded");
        assertThat(changes(model))
                .extracting(event -> event.getString("change"))
                .containsExactly("opened", "cleared", "resolved");
    }

    @Test
    void goesOnWithAPartThatBreaksTheRuleAnewWhileOthersAreOpen() {
        var model = watched("anew", PATIENT);
        lab.found(model, "gsm8k", ACCURACY, LATENCY);
        var alert = awaitAlert(model);
        lab.cleared(model, "gsm8k", "s1", ACCURACY);
        await().atMost(PATIENCE).until(() -> timeline(alert).getList("kind").contains("cleared"));

        lab.found(model, "gsm8k", ACCURACY);
        await().atMost(PATIENCE).until(() -> get(alert).getString("parts[1].cleared_at") == null);
        lab.cleared(model, "gsm8k", "s1", LATENCY);
        await().atMost(PATIENCE).until(() -> get(alert).getString("parts[0].cleared_at") != null);

        assertThat(get(alert).getString("status")).isEqualTo("active");
        awaitAlerts(model, 1);
    }

    @Test
    void letsWhatBelongsToAnOpenMatterJoinAndTellsThatALittleLater() {
        var model = watched("joined", PATIENT);
        var matter = Matter.ofGroup(Findings.newGroup());
        findings.found(model, "mmlu_law", matter, "warning", ACCURACY);
        var alert = awaitAlert(model);
        awaitDeliveries(alert);

        findings.found(model, "mmlu_art", matter, "warning", ACCURACY);
        findings.found(model, "mmlu_math", matter, "warning", ACCURACY);

        await().atMost(PATIENCE).until(() -> get(alert).getInt("parts_total") == 3);
        assertThat(awaitAlerts(model, 1).getList("[0].parts.dataset_name"))
                .containsExactly("mmlu_law", "mmlu_art", "mmlu_math");
        assertThat(timeline(alert).getList("kind")).contains("joined");
        assertThat(receiver.calls()).hasSize(1);

        clock.advanceMinutes(5);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body())
                .contains("\"alert.worsened\"", "mmlu_art", "mmlu_math", "(and 1 more)")
                .doesNotContain("mmlu_law");
    }

    @Test
    void tellsAtOnceOfAPartThatIsWorseThanAllBefore() {
        var model = watched("worst", PATIENT);
        var matter = Matter.ofGroup(Findings.newGroup());
        findings.found(model, "mmlu_law", matter, "warning", ACCURACY);
        awaitDeliveries(awaitAlert(model));

        findings.found(model, "mmlu_art", matter, "critical", ACCURACY);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().body())
                .contains("Worse: overall_accuracy of %s on mmlu_art".formatted(model.name()));
        assertThat(awaitAlerts(model, 1).getString("[0].title")).contains("mmlu_law");
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "dataset", "harness"})
    void isOneAlertForWhatSeveralModelsHaveInCommon(String suspect) {
        var one = model();
        var other = model();
        Lab.webhook("common-" + suspect, receiver);
        rule("common-" + suspect, one, other);
        var onset = clock.instant();
        findings.found(one, "shared-" + suspect, Matter.suspecting("unknown", onset), "warning", ACCURACY);
        var alert = awaitAlert(one);

        findings.found(
                other, "shared-" + suspect, Matter.suspecting(suspect, onset.plusSeconds(3_600)), "warning", ACCURACY);

        await().atMost(PATIENCE).until(() -> get(alert).getInt("parts_total") == 2);
        assertThat(get(alert).getList("parts.model_name")).containsExactly(one.name(), other.name());
        assertThat(awaitAlert(other)).isEqualTo(alert);
        findings.found(
                other, "shared-" + suspect, Matter.suspecting(suspect, onset.plusSeconds(300_000)), "warning", LATENCY);
        assertThat(awaitAlerts(other, 2).getList("parts_total")).containsExactlyInAnyOrder(1, 2);

        lab.cleared(one, "shared-" + suspect, "s1", ACCURACY);
        lab.cleared(other, "shared-" + suspect, "s1", ACCURACY);
        await().atMost(PATIENCE).until(() -> get(alert).getString("status").equals("resolved"));
    }

    @Test
    void keepsTheCooldownOfEachPart() {
        var model = watched("cooling", PATIENT);
        lab.found(model, "gsm8k", ACCURACY, LATENCY);
        var alert = awaitAlert(model);
        put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "ada"))
                .statusCode(200);
        assertThat(get(alert).getList("parts.cleared_at")).doesNotContainNull();

        lab.found(model, "gsm8k", ACCURACY, COST);

        assertThat(awaitAlerts(model, 2).getList("[0].parts.metric_name")).containsExactly("total_cost");
        assertThat(timeline(alert).getString("find { it.kind == 'held' }.reason"))
                .contains("cooldown");
        clock.advanceMinutes(61);
        lab.found(model, "gsm8k", ACCURACY);
        assertThat(awaitAlerts(model, 3).getList("[0].parts.metric_name")).containsExactly("overall_accuracy");
    }

    @Test
    void reopensWithTheIdentityOfAnyPart() {
        var model = watched("reopened", Map.of("reopen_minutes", 60));
        lab.found(model, "gsm8k", ACCURACY, LATENCY);
        var alert = awaitAlert(model);
        put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "ada"))
                .statusCode(200);

        lab.found(model, "gsm8k", ACCURACY);

        await().atMost(PATIENCE).until(() -> get(alert).getString("status").equals("active"));
        assertThat(get(alert).getString("parts[1].cleared_at")).isNull();
        assertThat(get(alert).getString("parts[0].cleared_at")).isNotNull();
        lab.cleared(model, "gsm8k", "s1", ACCURACY);
        await().atMost(PATIENCE).until(() -> get(alert).getString("status").equals("resolved"));
    }

    @Test
    void repeatsWhatAnotherReopensAtTheSameTime() {
        var model = watched("raced", Map.of("reopen_minutes", 60));
        lab.found(model, "gsm8k", ACCURACY);
        var alert = awaitAlert(model);
        put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "ada"))
                .statusCode(200);

        try (var held = Held.of(pool, """
                update alert set status = 'ACTIVE', resolved_at = null, resolved_by = null, version = version + 1
                where id = %d""".formatted(alert))) {
            lab.found(model, "gsm8k", ACCURACY);
            held.awaitWaiting();
        }

        await().atMost(PATIENCE).until(() -> get(alert).getInt("occurrences") == 2);
        assertThat(timeline(alert).getList("kind")).contains("repeated").doesNotContain("reopened");
        awaitAlerts(model, 1);
    }

    @Test
    void tellsTheOthersAllPartsWhenAPersonResolvesIt() {
        var model = watched("judged", PATIENT);
        lab.found(model, "gsm8k", ACCURACY, LATENCY);
        var alert = awaitAlert(model);

        put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "ada", "resolution", "new_normal"))
                .statusCode(200);

        await().atMost(PATIENCE).until(() -> changes(model).size() == 2);
        var resolved = changes(model).getLast();
        assertThat(resolved.getInt("alert.parts_total")).isEqualTo(2);
        assertThat(resolved.getList("alert.parts.metric_name")).containsExactly("avg_latency_ms", "overall_accuracy");
        assertThat(resolved.getList("alert.parts.streams")).containsExactly(List.of("s1"), List.of("s1"));
    }

    @Test
    void keepsFiveHundredPartsAndCountsTheRest() {
        var model = watched("many", PATIENT);
        var metrics = IntStream.range(0, 510)
                .mapToObj(number -> new Metric("custom", "m" + number, 1, 0.5, true))
                .toArray(Metric[]::new);

        lab.found(model, "gsm8k", metrics);

        var alert = awaitAlert(model);
        assertThat(get(alert).getInt("parts_total")).isEqualTo(510);
        assertThat(get(alert).getList("parts")).hasSize(500);
        assertThat(alertsOf(model).getList("[0].parts")).hasSize(20);
        awaitDeliveries(alert);
        assertThat(JsonPath.from(receiver.calls().getFirst().body()).getList("data.items"))
                .hasSize(20);
        assertThat(changes(model).getFirst().getList("alert.parts")).hasSize(20);
    }

    /// What lets one transaction at a time decide about a model's alerts.
    private static String lock(ModelUnderTest model) {
        return "select pg_advisory_xact_lock(hashtextextended('alert.' || current_schema(), %d))".formatted(model.id());
    }

    /// A rule of its own for a model of its own, and the only one that watches it.
    private ModelUnderTest watched(String name, Map<String, ?> further) {
        var model = model();
        Lab.webhook("parts-" + name, receiver);
        Lab.rule(model, "parts-" + name, further, "parts-" + name);
        return model;
    }

    private static void rule(String name, ModelUnderTest one, ModelUnderTest other) {
        var matcher = Map.of("name", "model", "value", "%s|%s".formatted(one.name(), other.name()), "is_regex", true);
        Lab.post(
                        "/alert-rules",
                        Map.of(
                                "rule_id",
                                name,
                                "alert_type",
                                "performance_regression",
                                "severity",
                                "warning",
                                "matchers",
                                List.of(matcher),
                                "notification_channels",
                                List.of(name)))
                .statusCode(201);
    }

    private static JsonPath get(long alert) {
        return given().get("/alerts/" + alert).then().statusCode(200).extract().jsonPath();
    }

    private static String about(Metric metric, ModelUnderTest model) {
        return "%s of %s on gsm8k".formatted(metric.name(), model.name());
    }

    private List<JsonPath> changes(ModelUnderTest model) {
        return new TopicReader(bootstrapServers)
                        .await(
                                "llmlab.alert-changed.v1",
                                1,
                                PATIENCE,
                                record -> record.key().equals(Long.toString(model.id())))
                        .stream()
                        .map(record -> JsonPath.from(record.value()))
                        .toList();
    }
}
