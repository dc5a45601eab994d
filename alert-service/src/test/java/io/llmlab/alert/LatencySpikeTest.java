package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class LatencySpikeTest {

    private static final Metric SLOWEST = new Metric("latency", "p95_latency_ms", 1_000, 1_800, false);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void tellsOfARiseThatIsSettledAndEndsWithIt() {
        var model = model();

        found(model, "warning", true, "avg_latency_ms", "p95_latency_ms");

        var alerts = awaitAlerts(model, 1);
        assertThat(alerts.getString("[0].alert_type")).isEqualTo("latency_spike");
        assertThat(alerts.getString("[0].title"))
                .isEqualTo("p95_latency_ms of %s on gsm8k rose by 80.0 %%".formatted(model.name()));
        assertThat(alerts.getDouble("[0].threshold_value")).isEqualTo(0.5);

        new Lab(bootstrapServers).cleared(model, "gsm8k", "s1", SLOWEST);
        await().atMost(PATIENCE).until(() -> alertsOf(model).getString("[0].status"), is("resolved"));
    }

    /// Of a hundred series, one rises by half nearly every day and is back with the next run.
    @Test
    void waitsForWhatIsNotSettled() {
        var model = model();

        found(model, "critical", false, "p95_latency_ms");
        new Lab(bootstrapServers).found(model, "after-it", Metric.accuracy(0.8, 0.4));

        assertThat(awaitAlerts(model, 1).getList("dataset_name", String.class)).containsExactly("after-it");
    }

    @Test
    void tellsAtOnceOfWhatIsNotSettledWhereARuleDoesNotAskForMore() {
        var model = model();
        Lab.post(
                        "/alert-rules",
                        Map.of(
                                "rule_id", "impatient",
                                "alert_type", "latency_spike",
                                "severity", "warning",
                                "matchers", List.of(Map.of("name", "model", "value", model.name()))))
                .statusCode(201);

        found(model, "warning", false, "p95_latency_ms");

        assertThat(awaitAlerts(model, 1).getString("[0].rule_id")).isEqualTo("impatient");
    }

    @Test
    void leavesItToTheCriticalRuleWhereThatFires() {
        var model = model();
        var lab = new Lab(bootstrapServers);

        lab.found(model, "gsm8k", SLOWEST);
        lab.found(model, "after-it", Metric.accuracy(0.8, 0.4));

        assertThat(awaitAlerts(model, 2).getList("rule_id", String.class))
                .isEqualTo(List.of("performance_regression_critical", "performance_regression_critical"));
    }

    /// People who know of a rise are told again only because it is more severe, and it says so.
    @Test
    void saysThatItIsCriticalNowToWhoKnowsOfItAndEndsBothInOneMessage() {
        var model = model();
        var lab = new Lab(bootstrapServers);
        try (var receiver = new WebhookReceiver()) {
            Lab.webhook("family", receiver);
            told("latency_spike", "family");
            told("performance_regression_critical", "family");
            found(model, "warning", true, "p95_latency_ms");
            Lab.awaitDeliveries(awaitAlerts(model, 1).getLong("[0].id"));

            lab.found(model, "gsm8k", SLOWEST);
            var critical = awaitAlerts(model, 2).getLong("find { it.severity == 'critical' }.id");
            Lab.awaitDeliveries(critical);
            found(model, "warning", true, "p95_latency_ms");
            lab.cleared(model, "gsm8k", "s1", SLOWEST);
            await().atMost(PATIENCE)
                    .until(() -> alertsOf(model).getList("status"), is(List.of("resolved", "resolved")));

            await().atMost(PATIENCE)
                    .until(() -> receiver.callsAbout(model.name()).size() == 3);
            var told = receiver.callsAbout(model.name()).stream()
                    .map(call -> JsonPath.from(call.body()))
                    .toList();
            assertThat(told)
                    .extracting(message -> message.getString("type"))
                    .containsExactly("alert.fired", "alert.worsened", "alert.resolved");
            assertThat(told.get(1).getString("data.title"))
                    .isEqualTo("Now critical: p95_latency_ms of %s on gsm8k rose by 80.0 %%".formatted(model.name()));
            assertThat(told.get(1).getString("data.items[0].text")).startsWith("Now critical: p95_latency_ms rose");
            assertThat(told.get(2).getList("data.items")).hasSize(2);
        } finally {
            told("latency_spike", "email", "slack");
            told("performance_regression_critical", "email", "slack");
        }
    }

    /// The other way round it is no news: they know of worse.
    @Test
    void doesNotTellWhoKnowsOfWorse() {
        var model = model();
        var lab = new Lab(bootstrapServers);
        try (var receiver = new WebhookReceiver();
                var other = new WebhookReceiver()) {
            Lab.webhook("slower-known", receiver);
            Lab.webhook("slower-other", other);
            told("performance_regression_critical", "slower-known");
            lab.found(model, "gsm8k", SLOWEST);
            Lab.awaitDeliveries(awaitAlerts(model, 1).getLong("[0].id"));

            Lab.rule(model, "lesser", "slower-known", "slower-other");
            lab.found(model, "gsm8k", SLOWEST);
            var lesser = Lab.alertOf(model, "lesser");
            Lab.awaitDeliveries(lesser);

            await().atMost(PATIENCE).until(() -> other.callsAbout(model.name()).size() == 1);
            assertThat(receiver.callsAbout(model.name())).hasSize(1);
            assertThat(Lab.timeline(lesser).getList("findAll { it.kind == 'held' }.reason", String.class))
                    .singleElement()
                    .asString()
                    .contains("which is no less severe, told slower-known of it");
        } finally {
            told("performance_regression_critical", "email", "slack");
        }
    }

    private static void told(String rule, String... channels) {
        Lab.put("/alert-rules/" + rule, Map.of("notification_channels", List.of(channels)))
                .statusCode(200);
    }

    private void found(ModelUnderTest model, String severity, boolean settled, String... metrics) {
        var findings = Stream.of(metrics)
                .map(metric -> """
                {"finding_id": 1, "metric_type": "latency", "metric_name": "%s", "dataset_name": "gsm8k", "stream": "s1",
                 "detection_method": "auto", "severity": "%s", "settled": %s, "confidence_score": 0.99,
                 "baseline_value": 1000, "current_value": 1800, "change_percent": 0.8, "p_value": 0.01,
                 "higher_is_better": false, "unit": "ms", "statistical_details": {}, "cause": null}""".formatted(metric, severity, settled))
                .collect(Collectors.joining(","));
        var json = """
                {"run_id": %d, "model": {"id": %d, "name": "%s", "provider": "openai", "labels": {}},
                 "dataset": {"name": "gsm8k", "version": null}, "stream": "s1", "backfill": false,
                 "detected_at": "2026-11-23T12:01:31Z", "run_timestamp": "2026-11-23T12:00:00Z", "labels": {},
                 "findings": [%s]}""".formatted(900_000 + model.id(), model.id(), model.name(), findings);
        new TopicWriter(bootstrapServers, "/llmlab/regression")
                .send("llmlab.regression-found.v1", Long.toString(model.id()), "regression-found", Lab.eventId(), json);
    }
}
