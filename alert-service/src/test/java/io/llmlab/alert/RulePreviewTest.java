package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A rule is tried on what was told, before it is stored.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RulePreviewTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Runs runs;
    private TopicWriter regression;
    private Instant midnight;

    @BeforeEach
    void today() {
        runs = new Runs(bootstrapServers);
        regression = new TopicWriter(bootstrapServers, "/llmlab/regression");
        midnight = SettableClock.installed().instant().truncatedTo(ChronoUnit.DAYS);
    }

    @Test
    void asksTheFindingsOfThirtyDays() {
        var model = model();
        found(model, 11, Duration.ofDays(31), Metric.accuracy(.8, .4));
        found(model, 12, Duration.ofDays(29), Metric.accuracy(.8, .72));
        found(model, 13, Duration.ofDays(5), Metric.accuracy(.8, .64));
        found(model, 14, Duration.ofDays(5).minusMinutes(30), Metric.accuracy(.8, .6));
        found(model, 15, Duration.ofDays(3), Metric.accuracy(.8, .9));

        var rule = rule(model, "performance_regression", Map.of("change_percent_threshold", .15));
        var preview = awaitAsked(rule, 4);

        assertThat(preview.getInt("fired")).isEqualTo(2);
        assertThat(preview.getInt("alerts")).isEqualTo(1);
        assertThat(preview.getList("firings.run_id", Integer.class)).containsExactly(14, 13);
        assertThat(preview.getList("firings.opens", Boolean.class)).containsExactly(false, true);
        assertThat(preview.getString("firings[1].title"))
                .isEqualTo("overall_accuracy of %s on gsm8k fell by 20.0 %%".formatted(model.name()));
        assertThat(preview.getFloat("firings[1].trigger_value")).isEqualTo(.64f);
        assertThat(preview.getFloat("firings[1].change_percent")).isEqualTo(-.2f);
        assertThat(preview.getBoolean("complete")).isTrue();

        rule.put("cooldown_minutes", 10);
        assertThat(preview(rule).getInt("alerts")).isEqualTo(2);
        rule.put("conditions", Map.of("change_percent_threshold", .25));
        assertThat(preview(rule).getInt("fired")).isEqualTo(1);
    }

    @Test
    void leavesOutWhatRestsOnARunThatWasExcluded() {
        var model = model();
        var at = midnight.minus(Duration.ofDays(2));
        var run = runs.ended(model, "gsm8k", Map.of("timestamp", at.toString(), "history", true));
        found(model, run, Duration.ofDays(2), Metric.accuracy(.8, .4));
        var rule = rule(model, "performance_regression", Map.of());
        awaitAsked(rule, 1);

        runs.excluded(run, model, "gsm8k", Map.of("timestamp", at.toString()));

        await().atMost(PATIENCE).until(() -> preview(rule).getInt("asked"), asked -> asked == 0);
    }

    @Test
    void countsFailuresInARowAndOneAlertUntilARunSucceeds() {
        var model = model();
        for (var hoursAgo : List.of(50, 40, 30)) {
            ended(model, hoursAgo, Map.of("status", "failed", "error_message", "no"));
        }
        ended(model, 20, Map.of());
        ended(model, 10, Map.of("status", "failed", "error_message", "no"));

        var once = rule(model, "benchmark_failure", Map.of());
        var preview = awaitAsked(once, 5);
        assertThat(preview.getInt("fired")).isEqualTo(4);
        assertThat(preview.getInt("alerts")).isEqualTo(2);
        var twice = preview(rule(model, "benchmark_failure", Map.of("consecutive_failures", 2)));
        assertThat(twice.getInt("fired")).isEqualTo(2);
        assertThat(twice.getString("firings[1].title")).startsWith("2 runs of " + model.name());
    }

    @Test
    void addsUpWhatRunsCostUntilEachOfThem() {
        var model = model();
        ended(model, 75, Map.of("total_cost", 2.0));
        ended(model, 60, Map.of("total_cost", 2.0));
        ended(model, 26, Map.of("total_cost", 2.5));
        ended(model, 25, Map.of("total_cost", 4.0));

        var budget = awaitAsked(rule(model, "cost_anomaly", Map.of("budget_per_day", 5)), 4);
        assertThat(budget.getList("firings.trigger_value", Float.class)).containsExactly(6.5f);
        var increase =
                preview(rule(model, "cost_anomaly", Map.of("cost_increase_threshold", .5, "time_window_hours", 24)));
        assertThat(increase.getList("firings.trigger_value", Float.class)).containsExactly(6.5f);
        assertThat(increase.getList("firings.baseline_value", Float.class)).containsExactly(2f);
        // Two days before the last run there was none yet.
        var longer =
                preview(rule(model, "cost_anomaly", Map.of("cost_increase_threshold", .5, "time_window_hours", 26)));
        assertThat(longer.getInt("fired")).isZero();
    }

    @Test
    void asksSamplesAndLabelsOfRuns() {
        var model = model();
        ended(model, 30, Map.of("error_count", 10));
        ended(model, 20, Map.of("error_count", 30, "labels", Map.of("stage", "night")));

        var all = awaitAsked(rule(model, "high_error_rate", Map.of("error_rate_threshold", .2)), 2);
        assertThat(all.getInt("fired")).isEqualTo(1);
        assertThat(all.getFloat("firings[0].trigger_value")).isEqualTo(.3f);
        var labelled = rule(model, "high_error_rate", Map.of("error_rate_threshold", .05));
        labelled.put(
                "matchers",
                List.of(
                        Map.of("name", "model", "value", model.name()),
                        Map.of("name", "labels.stage", "value", "night")));
        assertThat(preview(labelled).getInt("fired")).isEqualTo(1);
    }

    @Test
    void saysWhichModelsCouldNotBeReached() {
        var model = model();
        runs.missed(model, "gsm8k", midnight.minus(Duration.ofHours(9)));
        runs.missed(model, "mmlu", midnight.minus(Duration.ofHours(8)));
        ended(model, 7, Map.of());

        var preview = awaitAsked(rule(model, "model_unavailable", Map.of("consecutive_runs", 2)), 3);
        assertThat(preview.getInt("fired")).isEqualTo(1);
        assertThat(preview.getString("firings[0].dataset_name")).isEqualTo("mmlu");
    }

    @Test
    void isCheckedLikeARuleAndStoresNothing() {
        var rule = rule(model(), "performance_regression", Map.of("colour", 1));
        post("/alert-rules/preview", rule)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/conditions/colour"));
        rule.put("conditions", Map.of());
        rule.put("notification_channels", List.of("pigeon"));
        post("/alert-rules/preview", rule)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/notification_channels/0"));
        rule.put("notification_channels", List.of());
        post("/alert-rules/preview", rule).statusCode(200);
        given().get("/alert-rules/" + rule.get("rule_id")).then().statusCode(404);

        rule.put("alert_type", "system_error");
        assertThat(preview(rule).getString("reason")).contains("cannot be tried");
    }

    private static Map<String, Object> rule(ModelUnderTest model, String type, Map<String, ?> conditions) {
        var rule = new HashMap<String, Object>();
        rule.put("rule_id", "tried-" + model.id());
        rule.put("alert_type", type);
        rule.put("severity", "warning");
        rule.put("conditions", conditions);
        rule.put("matchers", List.of(Map.of("name", "model", "value", model.name())));
        return rule;
    }

    private static JsonPath preview(Map<String, Object> rule) {
        return post("/alert-rules/preview", rule).statusCode(200).extract().jsonPath();
    }

    /// Once as many of the model's own have come.
    private static JsonPath awaitAsked(Map<String, Object> rule, int many) {
        await().atMost(PATIENCE).until(() -> preview(rule).getInt("asked"), asked -> asked >= many);
        return preview(rule);
    }

    private void ended(ModelUnderTest model, int hoursAgo, Map<String, ?> differences) {
        var run = new HashMap<String, Object>(differences);
        run.put("timestamp", midnight.minus(Duration.ofHours(hoursAgo)).toString());
        run.put("history", true);
        runs.ended(model, "gsm8k", run);
    }

    private void found(ModelUnderTest model, long run, Duration ago, Metric metric) {
        regression.send(
                "llmlab.regression-found.v1",
                Long.toString(model.id()),
                "regression-found",
                Lab.eventId(),
                """
                {"run_id": %d, "model": {"id": %d, "name": "%s", "provider": "openai", "labels": {}},
                 "dataset": {"name": "gsm8k", "version": "3f78"}, "stream": "s1", "backfill": true,
                 "detected_at": "%s", "run_timestamp": "%s", "labels": {},
                 "findings": [{"finding_id": 1, "metric_type": "%s", "metric_name": "%s", "dataset_name": "gsm8k",
                   "stream": "s1", "detection_method": "auto", "severity": "critical", "confidence_score": 0.99,
                   "baseline_value": %s, "current_value": %s, "change_percent": %s, "p_value": 0.001,
                   "higher_is_better": %s, "unit": null, "statistical_details": {}, "group_id": null, "cause": null,
                   "history": []}]}""".formatted(
                                run,
                                model.id(),
                                model.name(),
                                midnight,
                                midnight.minus(ago),
                                metric.type(),
                                metric.name(),
                                metric.baseline(),
                                metric.current(),
                                Math.round((metric.current() - metric.baseline()) / metric.baseline() * 1000) / 1000.0,
                                metric.higherIsBetter()));
    }
}
