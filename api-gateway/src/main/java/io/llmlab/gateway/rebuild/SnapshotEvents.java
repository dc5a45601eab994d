package io.llmlab.gateway.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Tells what a list of an owner says as the owner's events would.
final class SnapshotEvents {

    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    private SnapshotEvents() {}

    static ObjectNode model(JsonNode model) {
        var event = copy(model, "version", "model_type", "active", "created_at", "updated_at");
        event.set("model", copy(model, "id", "name", "provider", "labels"));
        return event;
    }

    static ObjectNode job(JsonNode job, long modelId) {
        var event = copy(
                job,
                "job_id",
                "dataset_name",
                "schedule_type",
                "enabled",
                "next_run_time",
                "last_run_id",
                "last_status");
        event.put("deleted", false);
        event.putObject("model").put("id", modelId);
        event.set("at", job.path("updated_at"));
        return event;
    }

    static boolean hasEnded(JsonNode run) {
        return ENDED.contains(run.path("status").asText());
    }

    static ObjectNode openRun(JsonNode run) {
        var event = run(run);
        event.set("dataset_name", run.path("dataset_name"));
        event.set("at", run.path("created_at"));
        event.set("done", run.path("progress").path("done"));
        event.set("total", run.path("progress").path("total"));
        return event;
    }

    static ObjectNode endedRun(JsonNode run, List<JsonNode> metrics) {
        var event = run(run);
        event.setAll(copy(
                run,
                "measurable",
                "source",
                "batch_id",
                "stream",
                "completed_at",
                "duration_seconds",
                "error_message",
                "sample_count",
                "total_tokens_input",
                "total_tokens_output",
                "total_cost",
                "excluded",
                "expected_interval"));
        event.putObject("dataset")
                .<ObjectNode>set("name", run.path("dataset_name"))
                .set("version", run.path("dataset_version"));
        event.put(
                "received_at",
                latest(
                        run.path("created_at"),
                        run.path("completed_at"),
                        run.path("excluded").path("at")));
        event.putArray("metrics").addAll(metrics);
        return event;
    }

    static ObjectNode alert(JsonNode alert) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put(
                "at",
                latest(
                        alert.path("timestamp"),
                        alert.path("last_seen_at"),
                        alert.path("acknowledged_at"),
                        alert.path("escalated_at"),
                        alert.path("resolved_at")));
        event.set("alert", alert);
        return event;
    }

    private static ObjectNode run(JsonNode run) {
        var event = copy(run, "status", "trigger_type", "scheduled_job_id", "timestamp", "error_count");
        event.set("run_id", run.path("id"));
        event.putObject("model").set("id", run.path("model_id"));
        return event;
    }

    private static ObjectNode copy(JsonNode from, String... fields) {
        var copy = JsonNodeFactory.instance.objectNode();
        for (var field : fields) {
            if (from.has(field)) {
                copy.set(field, from.path(field));
            }
        }
        return copy;
    }

    private static String latest(JsonNode... times) {
        return Stream.of(times)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .max(Comparator.comparing(Instant::parse))
                .orElse("-infinity");
    }
}
