package io.llmlab.regression.event;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.platform.audit.Audit;
import io.llmlab.regression.finding.AlertJudgement;
import io.llmlab.regression.finding.Word;
import io.llmlab.regression.series.SeriesKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something became of an alert (alert-service, `contract/alert-changed.v1.schema.json`), as this service reads it.
@RegisterForReflection(ignoreNested = false)
record AlertChanged(String change, Instant at, Alert alert) {

    private static final String RESOLVED = "resolved";
    private static final String NEW_NORMAL = "new_normal";
    private static final String FALSE_ALARM = "false_alarm";

    /// @param streams null: a producer that does not tell them yet
    record Alert(
            long id,
            @Nullable Long modelId,
            @Nullable String datasetName,
            @Nullable String metricType,
            @Nullable String metricName,
            @Nullable String resolution,
            @Nullable String resolvedBy,
            @Nullable String resolutionNotes,
            @Nullable List<String> streams) {}

    AlertChanged {
        if (change == null || at == null || alert == null) {
            throw new IllegalArgumentException("change, at or alert is missing");
        }
    }

    /// What a person said of the findings behind it by resolving it. A bad run is the runner's affair, and comes back
    /// as a run that is excluded.
    Optional<AlertJudgement> judgement() {
        var isNewNormal = NEW_NORMAL.equals(alert.resolution());
        var isFalseAlarm = FALSE_ALARM.equals(alert.resolution());
        return change.equals(RESOLVED) && (isNewNormal || isFalseAlarm)
                ? key().map(key -> new AlertJudgement(key, alert.streams(), isNewNormal, word(), at))
                : Optional.empty();
    }

    /// Absent where the alert is about no series.
    private Optional<SeriesKey> key() {
        var model = alert.modelId();
        var dataset = alert.datasetName();
        var type = alert.metricType();
        var name = alert.metricName();
        return model == null || dataset == null || type == null || name == null
                ? Optional.empty()
                : Optional.of(new SeriesKey(model, dataset, type, name, null));
    }

    private Word word() {
        var notes = alert.resolutionNotes();
        var reason = notes == null || notes.isBlank()
                ? "alert %d".formatted(alert.id())
                : "alert %d: %s".formatted(alert.id(), notes);
        return new Word(requireNonNullElse(alert.resolvedBy(), Audit.ANONYMOUS), reason);
    }
}
