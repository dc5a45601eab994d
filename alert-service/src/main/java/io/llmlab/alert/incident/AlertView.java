package io.llmlab.alert.incident;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An alert as clients read it. What is about the lab itself names no model, run or data set.
@Schema(name = "Alert")
record AlertView(
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
        List<String> notificationChannels,

        @Schema(
                description =
                        "Per channel, of the latest news: pending, sent, failed: <reason>, skipped: not configured, cancelled: <reason>")
        Map<String, String> notificationStatus,

        String ruleId,
        String fingerprint,
        int occurrences,
        Instant lastSeenAt,
        @Nullable Instant snoozedUntil,
        @Nullable Instant escalatedAt,

        @Schema(description = "How many series it is or was about; one: itself")
        int partsTotal,

        @Schema(description = "Its parts, the lead first: at most 500, in a list of alerts at most 20 of each")
        List<PartView> parts) {

    static AlertView of(Alert alert, Map<String, String> notificationStatus, List<AlertPart> parts) {
        var facts = alert.facts();
        return new AlertView(
                facts.id(),
                facts.timestamp(),
                facts.alertType(),
                facts.severity(),
                facts.title(),
                facts.message(),
                facts.modelId(),
                facts.runId(),
                facts.metricType(),
                facts.metricName(),
                facts.datasetName(),
                facts.triggerValue(),
                facts.thresholdValue(),
                facts.baselineValue(),
                facts.status(),
                facts.acknowledgedAt(),
                facts.acknowledgedBy(),
                facts.resolvedAt(),
                facts.resolvedBy(),
                facts.resolutionNotes(),
                facts.resolution(),
                alert.notificationChannels(),
                notificationStatus,
                facts.ruleId(),
                facts.fingerprint(),
                facts.occurrences(),
                alert.lastSeenAt(),
                facts.snoozedUntil(),
                facts.escalatedAt(),
                facts.partsTotal(),
                parts.stream().map(AlertPart::view).toList());
    }
}
