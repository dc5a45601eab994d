package io.llmlab.runner.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.runner.model.RequestSettings;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads runs from rows of the reactive client, for the hot paths.
@ApplicationScoped
public class RunRows {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    RunRows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// @param row all columns of table run
    public RunView view(Row row) {
        var excludedAt = instant(row, "excluded_at");
        var config = json(row.getString("run_config"));
        return new RunView(
                row.getLong("id"),
                row.getOffsetDateTime("run_at").toInstant(),
                row.getLong("model_id"),
                row.getString("dataset_name"),
                row.getString("dataset_version"),
                config,
                row.getDouble("accuracy"),
                row.getDouble("latency_ms"),
                row.getDouble("total_cost"),
                row.getLong("total_tokens_input"),
                row.getLong("total_tokens_output"),
                RunStatus.valueOf(row.getString("status")),
                row.getString("error_message"),
                row.getDouble("duration_seconds"),
                row.getInteger("sample_count"),
                row.getString("scheduled_job_id"),
                TriggerType.valueOf(row.getString("trigger_type")),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "completed_at"),
                row.getBoolean("measurable"),
                excludedAt == null
                        ? null
                        : new RunView.Excluded(
                                row.getString("excluded_by"), row.getString("excluded_reason"), excludedAt),
                row.getInteger("error_count"),
                new RunView.Progress(row.getInteger("done"), row.getInteger("total")),
                row.getString("source"),
                row.getString("batch_id"),
                row.getString("expected_interval"),
                row.getString("stream"),
                json(row.getString("fingerprint")),
                labels(row.getString("labels")),
                row.getLong("parent_run_id"),
                row.getString("model_resolved"),
                RunNotes.of(row.getString("source"), config, row.getInteger("total")));
    }

    public Map<String, String> labels(String json) {
        try {
            return mapper.readValue(json, LABELS);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Stored labels are no longer readable", unreadable);
        }
    }

    /// @param json what a model's requests carry; null: nothing
    public RequestSettings requestSettings(@Nullable String json) {
        try {
            return json == null ? RequestSettings.NONE : mapper.readValue(json, RequestSettings.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Stored settings are no longer readable", unreadable);
        }
    }

    @Nullable
    JsonNode json(@Nullable String text) {
        try {
            return text == null ? null : mapper.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Stored JSON is no longer readable", unreadable);
        }
    }

    private static @Nullable Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
