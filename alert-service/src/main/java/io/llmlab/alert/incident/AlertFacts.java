package io.llmlab.alert.incident;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An alert as events carry it. What is about the lab itself names no model, run or data set.
///
/// @param streams of its own series, the lead's, that are not back yet; none where it is about a run by itself
/// @param partsTotal how many series it is or was about
/// @param parts the first of them
@RegisterForReflection(ignoreNested = false)
record AlertFacts(
        long id,
        Instant timestamp,
        AlertType alertType,
        Severity severity,
        String title,
        String message,
        @Nullable Long modelId,
        @Nullable Long runId,
        @Nullable String metricType,
        @Nullable String metricName,
        @Nullable String datasetName,
        @Nullable Double triggerValue,
        @Nullable Double thresholdValue,
        @Nullable Double baselineValue,
        AlertStatus status,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String resolutionNotes,
        @Nullable Resolution resolution,
        String ruleId,
        String fingerprint,
        int occurrences,
        List<String> streams,
        @Nullable Instant snoozedUntil,
        @Nullable Instant escalatedAt,
        int partsTotal,
        List<PartView> parts) {

    /// With every change so many parts are told; with an end all that are kept, as others act on them.
    static final int MOST_PARTS = 20;

    /// The same with its parts, the lead first.
    AlertFacts with(List<PartView> listed) {
        return new AlertFacts(
                id,
                timestamp,
                alertType,
                severity,
                title,
                message,
                modelId,
                runId,
                metricType,
                metricName,
                datasetName,
                triggerValue,
                thresholdValue,
                baselineValue,
                status,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                resolvedBy,
                resolutionNotes,
                resolution,
                ruleId,
                fingerprint,
                occurrences,
                streams,
                snoozedUntil,
                escalatedAt,
                partsTotal,
                listed);
    }
}
