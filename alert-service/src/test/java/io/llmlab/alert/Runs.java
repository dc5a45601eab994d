package io.llmlab.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.TopicWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The runner of these tests: says that runs have ended.
final class Runs {

    private static final AtomicLong IDS = new AtomicLong(1_000_000);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TopicWriter runner;

    Runs(String bootstrapServers) {
        runner = new TopicWriter(bootstrapServers, "/llmlab/runner");
    }

    /// A run of a hundred samples that went well, but for what the test says.
    ///
    /// @return its id
    long ended(ModelUnderTest model, String dataset, Map<String, ?> differences) {
        var id = IDS.incrementAndGet();
        send(id, model, dataset, differences);
        return id;
    }

    /// A run of which no sample was answered.
    long missed(ModelUnderTest model, String dataset, Instant at) {
        return ended(
                model,
                dataset,
                Map.of(
                        "status",
                        "failed",
                        "error_count",
                        100,
                        "error_message",
                        "None of the 100 requests was answered. Connection refused",
                        "timestamp",
                        at.toString()));
    }

    /// The same run once more, in an event of its own.
    void again(long id, ModelUnderTest model, String dataset, Map<String, ?> differences) {
        send(id, model, dataset, differences);
    }

    /// The same run once more, excluded by a person.
    void excluded(long id, ModelUnderTest model, String dataset, Map<String, ?> differences) {
        var all = new HashMap<String, Object>(differences);
        all.put("history", true);
        all.put(
                "excluded",
                Map.of(
                        "by",
                        "ana",
                        "reason",
                        "Wrong endpoint",
                        "at",
                        Instant.now().toString()));
        send(id, model, dataset, all);
    }

    private void send(long id, ModelUnderTest model, String dataset, Map<String, ?> differences) {
        var run = new HashMap<String, Object>();
        run.put("run_id", id);
        run.put(
                "model",
                Map.of(
                        "id",
                        model.id(),
                        "name",
                        model.name(),
                        "provider",
                        "openai",
                        "labels",
                        Map.of("team", "search")));
        run.put("dataset", Map.of("name", dataset, "version", "3f78"));
        run.put("status", "completed");
        run.put("sample_count", 100);
        run.put("error_count", 0);
        run.put("timestamp", Instant.now().toString());
        run.put("received_at", Instant.now().toString());
        run.put("labels", Map.of());
        run.put("history", false);
        run.put("trigger_type", "manual");
        run.put("source", "runner");
        run.put("metrics", List.of());
        run.putAll(differences);
        runner.send("llmlab.run-completed.v1", Long.toString(model.id()), "run-completed", Lab.eventId(), json(run));
    }

    private static String json(Map<String, ?> run) {
        try {
            return MAPPER.writeValueAsString(run);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A run of a test is no JSON", unwritable);
        }
    }
}
