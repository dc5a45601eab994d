package io.llmlab.alert.incident;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An alert as events carry it.
record AlertFacts(
        long id,
        Instant timestamp,
        AlertType alertType,
        Severity severity,
        String title,
        String message,
        long modelId,
        long runId,
        @Nullable String metricType,
        @Nullable String metricName,
        String datasetName,
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
        int occurrences) {}
