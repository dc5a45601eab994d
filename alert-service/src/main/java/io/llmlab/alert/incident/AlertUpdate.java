package io.llmlab.alert.incident;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.trust.Actor;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a person does with an alert. The rest of an alert may be sent back with it and is ignored.
@JsonIgnoreProperties({
    "id",
    "timestamp",
    "alert_type",
    "severity",
    "title",
    "message",
    "model_id",
    "run_id",
    "metric_type",
    "metric_name",
    "dataset_name",
    "trigger_value",
    "threshold_value",
    "baseline_value",
    "acknowledged_at",
    "resolved_at",
    "notification_channels",
    "notification_status",
    "rule_id",
    "fingerprint",
    "occurrences",
    "last_seen_at",
    "escalated_at",
    "parts_total",
    "parts"
})
record AlertUpdate(
        @Schema(description = "acknowledged or resolved; may be left out where snoozed_until is given") @Nullable
        AlertStatus status,

        @Nullable @Size(min = 1, max = 255) String acknowledgedBy,
        @Nullable @Size(min = 1, max = 255) String resolvedBy,
        @Nullable @Size(max = 10_000) String resolutionNotes,
        @Nullable Resolution resolution,

        @Schema(description = "Nobody is told of it until then, at most a year; a time that has passed ends the snooze")
        @Nullable
        Instant snoozedUntil,

        @Nullable @Size(min = 1, max = 255) String snoozedBy) {

    AlertUpdate {
        if (status == null && snoozedUntil == null) {
            throw Invalid.inBody("/status", "is required: acknowledged or resolved; or else snoozed_until");
        }
    }

    String snoozer() {
        return snoozedBy == null ? Actor.or(Audit.ANONYMOUS) : snoozedBy;
    }

    String acknowledger() {
        return acknowledgedBy == null ? Actor.or(Audit.ANONYMOUS) : acknowledgedBy;
    }

    @Nullable
    String notesWithoutResolution() {
        if (resolution != null) {
            throw Invalid.inBody("/resolution", "belongs to status resolved");
        }
        return resolutionNotes;
    }

    String resolver() {
        return resolvedBy == null ? Actor.or(Audit.ANONYMOUS) : resolvedBy;
    }
}
