package io.llmlab.gateway.page.stub;

import static io.llmlab.gateway.page.stub.StubServer.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Alerts, their timelines and deliveries, annotations and silences.
final class StubAlerts {

    private final StubMonth month;
    private final List<ObjectNode> alerts = new ArrayList<>();
    private final List<ObjectNode> silences = new ArrayList<>();

    StubAlerts(StubMonth month) {
        this.month = month;
        alerts.add(alert(31, "critical", "overall_accuracy of gpt-x on gsm8k fell by 11.5 %", 5)
                .put("run_id", month.onsetRun())
                .put("metric_type", "accuracy")
                .put("metric_name", "overall_accuracy")
                .put("trigger_value", .77)
                .put("baseline_value", .87)
                .put("occurrences", 4));
        alerts.add(alert(32, "warning", "mean_latency of gpt-x on gsm8k rose by 23 %", 4.8)
                .put("alert_type", "latency_spike")
                .put("metric_type", "latency")
                .put("metric_name", "mean_latency"));
        alerts.add(alert(33, "warning", "Run 1330 of llama-local <b>failed</b>", .04)
                .put("alert_type", "benchmark_failure")
                .put("model_id", 3)
                .put("dataset_name", "truthful-qa"));
        alerts.add(alert(30, "info", "total_cost of claude-y rose by 4 %", 9)
                .put("alert_type", "cost_anomaly")
                .put("model_id", 2)
                .put("status", "resolved")
                .put("resolved_by", "kim"));
        alerts.sort(
                Comparator.comparingLong((ObjectNode alert) -> alert.path("id").asLong())
                        .reversed());
    }

    void install(StubServer server) {
        server.on("GET", "/alerts", call -> page(alerts(call), call));
        server.on("GET", "/alerts/{}", this::alert);
        server.on("PUT", "/alerts/{}", this::change);
        server.on("GET", "/alerts/{}/timeline", call -> timeline(alert(call)));
        server.on("GET", "/alerts/{}/notifications", _ -> deliveries());
        server.on("POST", "/alerts/{}/notifications/{}/retry", _ -> Map.of("status", "planned"));
        server.on("GET", "/annotations", call -> page(List.of(annotation()), call));
        server.on("GET", "/silences", _ -> silences);
        server.on("POST", "/silences", this::silence);
        server.on(
                "DELETE",
                "/silences/{}",
                call -> Map.of(
                        "removed",
                        silences.removeIf(silence -> silence.path("id").asLong() == call.id())));
    }

    private ObjectNode alert(long id, String severity, String title, double daysAgo) {
        return StubServer.JSON
                .createObjectNode()
                .put("id", id)
                .put("timestamp", month.daysAgo(daysAgo).toString())
                .put("alert_type", "performance_regression")
                .put("severity", severity)
                .put("title", title)
                .put("message", "The newest runs differ from the baseline by more than chance (p = 0.0007)")
                .put("model_id", StubMonth.DROPPED_MODEL)
                .put("dataset_name", StubMonth.DROPPED_DATASET)
                .put("rule_id", "performance_regression_critical")
                .put("status", "active");
    }

    private List<ObjectNode> alerts(Call call) {
        return alerts.stream()
                .filter(alert -> call.wants("severity", alert.path("severity"))
                        && call.wants("status", alert.path("status"))
                        && call.wants("alert_type", alert.path("alert_type"))
                        && call.wants("model_id", alert.path("model_id"))
                        && (!call.query("active_only").equals("true")
                                || !alert.path("status").asText().equals("resolved")))
                .toList();
    }

    private ObjectNode alert(Call call) throws StubProblem {
        return alerts.stream()
                .filter(alert -> alert.path("id").asLong() == call.id())
                .findFirst()
                .orElseThrow(() -> new StubProblem(404, "There is no alert %d".formatted(call.id())));
    }

    private Object change(Call call) throws StubProblem {
        var alert = alert(call);
        if (alert.path("status").asText().equals("resolved")) {
            throw new StubProblem(409, "The alert is resolved already");
        }
        alert.setAll((ObjectNode) call.body());
        return Map.of("message", "changed", "alert", alert);
    }

    private List<ObjectNode> timeline(ObjectNode alert) {
        var entries = new ArrayList<ObjectNode>();
        entries.add(entry(1, "opened", 5, null, "found by change_point in run %d".formatted(month.onsetRun())));
        entries.add(entry(2, "repeated", 4, null, "seen again in the next run"));
        if (!alert.path("status").asText().equals("active")) {
            entries.add(entry(
                    3,
                    alert.path("status").asText(),
                    0,
                    alert.path("acknowledged_by").asText("kim"),
                    null));
        }
        return entries;
    }

    private ObjectNode entry(
            long id,
            String kind,
            double daysAgo,
            @org.jspecify.annotations.Nullable String actor,
            @org.jspecify.annotations.Nullable String reason) {
        return StubServer.JSON
                .createObjectNode()
                .put("id", id)
                .put("at", month.daysAgo(daysAgo).toString())
                .put("kind", kind)
                .put("actor", actor)
                .put("reason", reason);
    }

    private List<ObjectNode> deliveries() {
        return List.of(delivery(1, "email", "sent"), delivery(2, "slack", "failed"), delivery(3, "pager", "skipped"));
    }

    private ObjectNode delivery(long id, String channel, String status) {
        var delivery = StubServer.JSON
                .createObjectNode()
                .put("id", id)
                .put("channel", channel)
                .put("kind", "opened")
                .put("status", status)
                .put("reason", status.equals("skipped") ? "not configured" : null)
                .put("created_at", month.daysAgo(5).toString())
                .put("attempt_count", 1);
        delivery.putArray("attempts")
                .addObject()
                .put("attempt", 1)
                .put("started_at", month.daysAgo(5).toString())
                .put("outcome", status)
                .put("status_code", status.equals("failed") ? 503 : 200);
        return delivery;
    }

    private ObjectNode annotation() {
        return StubServer.JSON
                .createObjectNode()
                .put("id", 1)
                .put("at", month.daysAgo(StubMonth.DROP_DAYS_AGO + .6).toString())
                .put("text", "New system prompt")
                .put("created_by", "kim");
    }

    private ObjectNode silence(Call call) {
        var silence = ((ObjectNode) call.body()).put("id", silences.size() + 1).put("status", "active");
        silences.add(silence);
        return silence;
    }
}
