package io.llmlab.alert;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.TopicWriter;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The words of these tests: a model of one's own, what the other services say about it, what becomes of that.
final class Lab {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final AtomicLong IDS = new AtomicLong(1_000);

    private static final String CAUSE = """
            {"suspect": "model", "reason": "none of 2 other models on this dataset got worse at the same time",
             "onset": {"run_id": 123, "timestamp": "2026-11-23T12:00:00Z",
                       "earliest": {"run_id": 121, "timestamp": "2026-11-21T12:00:00Z"},
                       "latest": {"run_id": 124, "timestamp": "2026-11-24T12:00:00Z"}},
             "last_good": {"run_id": 120, "timestamp": "2026-11-20T12:00:00Z"},
             "window_from": "2026-11-21T12:00:00Z", "window_until": "2026-11-24T12:00:00Z",
             "other_models": {"moved": 0, "comparable": 2, "names": []},
             "other_datasets": {"moved": 1, "comparable": 3, "names": ["mmlu"]},
             "same_provider": {"moved": 0, "comparable": 0, "names": []},
             "other_providers": {"moved": 0, "comparable": 0, "names": []},
             "changed": [{"part": "run_config.model_resolved", "before": "gpt-x-10", "after": "gpt-x-11",
                          "points_to": "model"}]}""";

    private final TopicWriter runner;
    private final TopicWriter regression;

    Lab(String bootstrapServers) {
        runner = new TopicWriter(bootstrapServers, "/llmlab/runner");
        regression = new TopicWriter(bootstrapServers, "/llmlab/regression");
    }

    record ModelUnderTest(long id, String name) {}

    record Metric(String type, String name, double baseline, double current, boolean higherIsBetter) {

        static Metric accuracy(double baseline, double current) {
            return new Metric("accuracy", "overall_accuracy", baseline, current, true);
        }
    }

    static ModelUnderTest model() {
        var id = IDS.incrementAndGet();
        return new ModelUnderTest(id, "model-%d-x".formatted(id));
    }

    static String eventId() {
        return UUID.randomUUID().toString();
    }

    void found(ModelUnderTest model, String dataset, Metric... metrics) {
        found(eventId(), model, dataset, false, metrics);
    }

    void found(String eventId, ModelUnderTest model, String dataset, boolean backfill, Metric... metrics) {
        found(eventId, model, dataset, backfill, "null", metrics);
    }

    /// Found, with an interval and all that is known of the cause.
    void foundBecause(ModelUnderTest model, String dataset, Metric... metrics) {
        found(eventId(), model, dataset, false, CAUSE, metrics);
    }

    private void found(
            String eventId, ModelUnderTest model, String dataset, boolean backfill, String cause, Metric... metrics) {
        var findings = List.of(metrics).stream()
                .map(metric -> """
                {"finding_id": 1, "metric_type": "%s", "metric_name": "%s", "dataset_name": "%s", "stream": "s1",
                 "detection_method": "statistical_test", "severity": "critical", "confidence_score": 0.9993,
                 "baseline_value": %s, "current_value": %s, "change_percent": %s, "p_value": 0.0007,
                 "higher_is_better": %s, "unit": null, "statistical_details":
                   {"recent_points": 3, "difference_low": %s, "difference_high": %s}, "cause": %s,
                 "history": %s}""".formatted(
                                metric.type(),
                                metric.name(),
                                dataset,
                                metric.baseline(),
                                metric.current(),
                                (metric.current() - metric.baseline()) / metric.baseline(),
                                metric.higherIsBetter(),
                                cause.equals("null") ? "null" : "-0.41",
                                cause.equals("null") ? "null" : "-0.28",
                                cause,
                                cause.equals("null") ? "[]" : history(metric)))
                .collect(Collectors.joining(","));
        var json = """
                {"run_id": %d, %s, "stream": "s1", "backfill": %s, "detected_at": "2026-11-23T12:01:31Z",
                 "run_timestamp": "2026-11-23T12:00:00Z", "labels": {}, "findings": [%s]}""".formatted(IDS.incrementAndGet(), whom(model, dataset), backfill, findings);
        regression.send("llmlab.regression-found.v1", key(model), "regression-found", eventId, json);
    }

    /// Runs of ten days, the last of them bad.
    private static String history(Metric metric) {
        return IntStream.rangeClosed(14, 23)
                .mapToObj(day -> "{\"timestamp\": \"2026-11-%dT12:00:00Z\", \"value\": %s}"
                        .formatted(day, day < 23 ? metric.baseline() : metric.current()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /// What a newer regression-service may say there.
    void guessed(ModelUnderTest model) {
        regression.send("llmlab.regression-found.v1", key(model), "regression-guessed", eventId(), "{}");
    }

    void cleared(ModelUnderTest model, String dataset, String stream, Metric metric) {
        cleared(model, dataset, stream, metric, "recovered");
    }

    /// @param reason recovered or excluded
    void cleared(ModelUnderTest model, String dataset, String stream, Metric metric, String reason) {
        var json = """
                {"run_id": %d, %s, "stream": "%s", "detected_at": "2026-11-23T12:01:31Z", "cleared": [
                 {"finding_id": 1, "metric_type": "%s", "metric_name": "%s", "dataset_name": "%s",
                  "baseline_value": %s, "current_value": %s, "reason": "%s"}]}""".formatted(
                        IDS.incrementAndGet(),
                        whom(model, dataset),
                        stream,
                        metric.type(),
                        metric.name(),
                        dataset,
                        metric.baseline(),
                        metric.current(),
                        reason);
        regression.send("llmlab.regression-found.v1", key(model), "regression-cleared", eventId(), json);
    }

    void ended(ModelUnderTest model, String dataset, String status, int errors, Instant at) {
        var json = """
                {"run_id": %d, %s, "status": "%s", "error_message": %s, "sample_count": 100, "error_count": %d,
                 "timestamp": "%s", "received_at": "%s", "labels": {}}""".formatted(
                        IDS.incrementAndGet(),
                        whom(model, dataset),
                        status,
                        status.equals("failed") ? "\"the endpoint answers 401: check the key\"" : null,
                        errors,
                        at,
                        Instant.now());
        runner.send("llmlab.run-completed.v1", key(model), "run-completed", eventId(), json);
    }

    /// A failed run that came together with later ones.
    void failedInHistory(ModelUnderTest model, String dataset) {
        var json = """
                {"run_id": %d, %s, "status": "failed", "error_message": null, "sample_count": 0, "error_count": 0,
                 "timestamp": "%s", "received_at": "%s", "labels": {}, "history": true}""".formatted(IDS.incrementAndGet(), whom(model, dataset), Instant.now(), Instant.now());
        runner.send("llmlab.run-completed.v1", key(model), "run-completed", eventId(), json);
    }

    /// A run that was told of before, after a person excluded it or, with null, included it again.
    void judged(ModelUnderTest model, String dataset, long runId, String status, @Nullable String excludedBy) {
        var excluded = excludedBy == null
                ? null
                : "{\"by\": \"%s\", \"reason\": \"Wrong endpoint\", \"at\": \"%s\"}"
                        .formatted(excludedBy, Instant.now());
        var json = """
                {"run_id": %d, %s, "status": "%s", "error_message": null, "sample_count": 100, "error_count": 50,
                 "timestamp": "%s", "received_at": "%s", "labels": {}, "history": true, "excluded": %s}""".formatted(runId, whom(model, dataset), status, Instant.now(), Instant.now(), excluded);
        runner.send("llmlab.run-completed.v1", key(model), "run-completed", eventId(), json);
    }

    private static String whom(ModelUnderTest model, String dataset) {
        return """
                "model": {"id": %d, "name": "%s", "provider": "openai", "labels": {"team": "search"}},
                "dataset": {"name": "%s", "version": "3f78"}""".formatted(model.id(), model.name(), dataset);
    }

    private static String key(ModelUnderTest model) {
        return Long.toString(model.id());
    }

    /// All alerts of a model, the newest first.
    static JsonPath alertsOf(ModelUnderTest model) {
        return given().queryParam("model_id", model.id())
                .queryParam("active_only", false)
                .get("/alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Waits until the model has so many alerts.
    static JsonPath awaitAlerts(ModelUnderTest model, int count) {
        await().atMost(PATIENCE).until(() -> alertsOf(model).getList("$").size() == count);
        return alertsOf(model);
    }

    static long awaitAlert(ModelUnderTest model) {
        return awaitAlerts(model, 1).getLong("[0].id");
    }

    static JsonPath deliveries(long alert) {
        return given().get("/alerts/" + alert + "/notifications").jsonPath();
    }

    static ValidatableResponse retry(long alert, long delivery) {
        return given().post("/alerts/%d/notifications/%d/retry".formatted(alert, delivery))
                .then();
    }

    static JsonPath channel(String name) {
        return given().get("/notification-channels/" + name).jsonPath();
    }

    /// Waits until nothing of an alert's deliveries is under way.
    static JsonPath awaitDeliveries(long alert) {
        await().atMost(PATIENCE)
                .until(() ->
                        given()
                                .get("/alerts/" + alert + "/notifications")
                                .jsonPath()
                                .getList("status", String.class)
                                .stream()
                                .noneMatch(status -> status.equals("pending") || status.equals("sending")));
        return given().get("/alerts/" + alert + "/notifications").jsonPath();
    }

    static ValidatableResponse put(String path, Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body).put(path).then();
    }

    static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    /// Makes a webhook channel that points to the receiver.
    static void webhook(String name, WebhookReceiver receiver) {
        post("/notification-channels", Map.of("name", name, "type", "webhook", "config", Map.of("url", receiver.url())))
                .statusCode(201);
    }

    static void channel(String name, String type, Map<String, ?> config) {
        post("/notification-channels", Map.of("name", name, "type", type, "config", config))
                .statusCode(201);
    }

    /// Makes a channel and a rule that names it alone, and breaks the rule with all that is known of the cause.
    ///
    /// @return the alert, one for all the metrics
    long tell(String channel, String type, Map<String, ?> config, ModelUnderTest model, Metric... metrics) {
        channel(channel, type, config);
        rule(model, "rule-" + channel, channel);
        put("/alert-rules/performance_regression_critical", Map.of("enabled", false))
                .statusCode(200);
        foundBecause(model, "gsm8k", metrics);
        var alert = awaitAlert(model);
        put("/alert-rules/performance_regression_critical", Map.of("enabled", true))
                .statusCode(200);
        return alert;
    }

    /// Waits until the deliveries are done, and says what became of the channel's.
    static String status(long alert, String channel) {
        return awaitDeliveries(alert).getString("find { it.channel == '%s' }.status".formatted(channel));
    }

    /// Makes a rule for one model only, with the given channels.
    static void rule(ModelUnderTest model, String ruleId, String... channels) {
        rule(model, ruleId, Map.of(), channels);
    }

    /// The same with further settings.
    static void rule(ModelUnderTest model, String ruleId, Map<String, ?> further, String... channels) {
        var rule = new HashMap<String, Object>(further);
        rule.put("rule_id", ruleId);
        rule.put("alert_type", "performance_regression");
        rule.put("severity", "warning");
        rule.put("conditions", Map.of("change_percent_threshold", 0.1));
        rule.put("matchers", List.of(Map.of("name", "model", "value", model.name())));
        rule.put("notification_channels", List.of(channels));
        post("/alert-rules", rule).statusCode(201);
    }

    /// The alert of the given rule; the rule that exists from the start opens another one.
    static long alertOf(ModelUnderTest model, String rule) {
        return awaitAlerts(model, 2).getLong("find { it.rule_id == '%s' }.id".formatted(rule));
    }

    static JsonPath timeline(long alert) {
        return given().get("/alerts/" + alert + "/timeline")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static String lower(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }
}
