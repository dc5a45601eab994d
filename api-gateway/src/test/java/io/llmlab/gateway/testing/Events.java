package io.llmlab.gateway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.TopicWriter;
import io.llmlab.platform.http.JsonConventions;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/// Sends the producers' example events with what a test changes in them.
public final class Events {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    private final String source = "/llmlab/test/" + UUID.randomUUID();
    private final TopicWriter writer;
    private int sent;

    public Events(String bootstrapServers) {
        writer = new TopicWriter(bootstrapServers, source);
    }

    /// The CloudEvents source of these events and of no others.
    public String source() {
        return source;
    }

    /// Says of a run that ended that it is no evidence.
    public static void exclude(ObjectNode runCompleted) {
        runCompleted
                .putObject("excluded")
                .put("by", "ana")
                .put("reason", "wrong endpoint")
                .put("at", Instant.now().toString());
    }

    /// How many were sent so far.
    public int sent() {
        return sent;
    }

    public void modelChanged(long id, Consumer<ObjectNode> change) {
        send("model-changed", "model-changed", event -> {
            model(event, id);
            change.accept(event);
        });
    }

    public void jobChanged(String id, Consumer<ObjectNode> change) {
        send("job-changed", "job-changed", event -> {
            model(event, 1);
            event.put("job_id", id);
            change.accept(event);
        });
    }

    public void runChanged(long modelId, long runId, Consumer<ObjectNode> change) {
        send("run-changed", "run-changed", event -> run(event, modelId, runId, change));
    }

    public void runCompleted(long modelId, long runId, Consumer<ObjectNode> change) {
        send("run-completed", "run-completed", event -> run(event, modelId, runId, change));
    }

    public void regressionFound(long modelId, long runId) {
        send("regression-found", "regression-found", event -> run(event, modelId, runId, _ -> {}));
    }

    public void regressionCleared(long modelId, long runId) {
        send("regression-found", "regression-cleared", event -> run(event, modelId, runId, _ -> {}));
    }

    public void alertChanged(long alertId, Consumer<ObjectNode> change) {
        send("alert-changed", "alert-changed", event -> {
            event.withObject("/alert").put("id", alertId);
            change.accept(event);
        });
    }

    private void run(ObjectNode event, long modelId, long runId, Consumer<ObjectNode> change) {
        model(event, modelId);
        event.put("run_id", runId);
        change.accept(event);
    }

    private static void model(ObjectNode event, long id) {
        event.withObject("/model").put("id", id).put("name", "model-" + id);
    }

    private void send(String topic, String type, Consumer<ObjectNode> change) {
        try {
            var event = (ObjectNode) MAPPER.readTree(new EventContract(type, MAPPER).example());
            change.accept(event);
            writer.send(
                    "llmlab.%s.v1".formatted(topic),
                    event.path("model").path("id").asText("system"),
                    type,
                    UUID.randomUUID().toString(),
                    MAPPER.writeValueAsString(event));
            sent++;
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
