package io.llmlab.alert.notify.webhook;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.State;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The fields of an alert at the top level, for receivers that know no envelope: of the most important one, where
/// a message tells of several.
///
/// @param id null for a test, like every field that a message does not have
/// @param status `active`, `acknowledged` or `resolved`
@RegisterForReflection
record FlatBody(
        @Nullable Long id,
        Instant timestamp,
        AlertType alertType,
        Severity severity,
        String title,
        String message,
        @Nullable Long modelId,
        @Nullable Long runId,
        @Nullable String metricType,
        @Nullable Double triggerValue,
        @Nullable Double thresholdValue,
        @Nullable Double baselineValue,
        String status,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant resolvedAt,
        String ruleId,
        @Nullable String metricName,
        @Nullable String datasetName,
        @Nullable String fingerprint) {

    static FlatBody of(Message message) {
        var state = State.of(message);
        var item = message.told().getFirst();
        return new FlatBody(
                item.alertId(),
                message.at(),
                message.alertType(),
                message.severity(),
                message.title(),
                item.text(),
                message.model() == null ? null : message.model().id(),
                message.runId(),
                item.metricType(),
                item.currentValue(),
                item.thresholdValue(),
                item.baselineValue(),
                switch (state) {
                    case FIRING -> "active";
                    case ACKNOWLEDGED -> "acknowledged";
                    case RESOLVED -> "resolved";
                },
                state == State.ACKNOWLEDGED ? message.at() : null,
                state == State.RESOLVED ? message.at() : null,
                message.ruleId(),
                item.metricName(),
                message.dataset(),
                item.incident());
    }
}
