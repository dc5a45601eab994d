package io.llmlab.alert.incident;

import io.llmlab.alert.signal.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A part of an alert as clients and events have it. What is about the lab itself names no model, run or data
/// set.
///
/// @param runId the first that showed it
/// @param changePercent signed fraction
/// @param severity as the detector calls it, or null where none did
/// @param streams of the series that are not back yet
@RegisterForReflection
@Schema(name = "AlertPart")
record PartView(
        @Schema(description = "The identity that it would have as an alert of its own")
        String fingerprint,

        @Nullable Long modelId,
        @Nullable String modelName,
        @Nullable Long runId,
        @Nullable String datasetName,
        @Nullable String metricType,
        @Nullable String metricName,
        @Nullable Double triggerValue,
        @Nullable Double thresholdValue,
        @Nullable Double baselineValue,
        @Nullable Double changePercent,

        @Schema(description = "As the detector calls it") @Nullable
        Severity severity,

        String message,

        @Schema(description = "Of the series, those that are not back yet")
        List<String> streams,

        int occurrences,
        Instant joinedAt,
        Instant lastSeenAt,

        @Schema(description = "Null while it breaks the rule") @Nullable
        Instant clearedAt) {}
