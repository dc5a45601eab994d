package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A finished run that was executed elsewhere.
///
/// @param timestamp the run's time, which orders its series; may be long ago
/// @param source who executed it
/// @param expectedInterval after which the next run of its kind is due, ISO 8601, or null
public record Pushed(
        Instant timestamp,
        @Nullable Instant completedAt,
        @Nullable Double durationSeconds,
        String datasetName,
        @Nullable String datasetVersion,
        RunStatus status,
        @Nullable String errorMessage,
        TriggerType triggerType,
        String source,
        @Nullable String batchId,
        @Nullable String expectedInterval,
        Map<String, String> labels,
        @Nullable JsonNode runConfig,
        Fingerprint fingerprint,
        Summary summary,
        List<SampleRow> samples) {}
