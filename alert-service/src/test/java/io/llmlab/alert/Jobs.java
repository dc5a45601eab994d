package io.llmlab.alert;

import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.TopicWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The schedules of these tests: says what becomes of jobs and models.
final class Jobs {

    private final TopicWriter runner;

    Jobs(String bootstrapServers) {
        runner = new TopicWriter(bootstrapServers, "/llmlab/runner");
    }

    /// @param next null: paused
    void changed(String job, ModelUnderTest model, @Nullable Instant next, Instant at) {
        var json = """
                {"job_id": "%s", "deleted": false, "model": %s, "dataset_name": "gsm8k", "schedule_type": "interval",
                 "enabled": %s, "next_run_time": %s, "last_run_id": null, "last_status": null, "at": "%s"}""".formatted(job, json(model), next != null, next == null ? null : "\"" + next + "\"", at);
        runner.send("llmlab.job-changed.v1", job, "job-changed", Lab.eventId(), json);
    }

    void deactivated(ModelUnderTest model) {
        var json = """
                {"model": %s, "version": null, "model_type": "chat", "active": false,
                 "created_at": "2026-10-01T08:00:00Z", "updated_at": "2026-11-23T08:00:00Z"}""".formatted(json(model));
        runner.send("llmlab.model-changed.v1", Long.toString(model.id()), "model-changed", Lab.eventId(), json);
    }

    private static String json(ModelUnderTest model) {
        return "{\"id\": %d, \"name\": \"%s\", \"provider\": \"openai\", \"labels\": {}}"
                .formatted(model.id(), model.name());
    }
}
