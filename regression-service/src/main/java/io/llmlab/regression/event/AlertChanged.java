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
    /// @param parts what it is about; null: a producer that knows alerts of one series only
    record Alert(
            long id,
            @Nullable Long modelId,
            @Nullable String datasetName,
            @Nullable String metricType,
            @Nullable String metricName,
            @Nullable String resolution,
            @Nullable String resolvedBy,
            @Nullable String resolutionNotes,
            @Nullable List<String> streams,
            @Nullable List<Part> parts) {

        private List<Part> all() {
            return parts == null || parts.isEmpty()
                    ? List.of(new Part(modelId, datasetName, metricType, metricName, streams))
                    : parts;
        }
    }

    /// One series of an alert.
    record Part(
            @Nullable Long modelId,
            @Nullable String datasetName,
            @Nullable String metricType,
            @Nullable String metricName,
            @Nullable List<String> streams) {

        /// Absent where it is about no series.
        private Optional<SeriesKey> key() {
            return modelId == null || datasetName == null || metricType == null || metricName == null
                    ? Optional.empty()
                    : Optional.of(new SeriesKey(modelId, datasetName, metricType, metricName, null));
        }
    }

    AlertChanged {
        if (change == null || at == null || alert == null) {
            throw new IllegalArgumentException("change, at or alert is missing");
        }
    }

    /// What a person said of the findings behind it by resolving it, part by part. A bad run is the runner's affair,
    /// and
    /// comes back as a run that is excluded.
    List<AlertJudgement> judgements() {
        var isNewNormal = NEW_NORMAL.equals(alert.resolution());
        var isFalseAlarm = FALSE_ALARM.equals(alert.resolution());
        return change.equals(RESOLVED) && (isNewNormal || isFalseAlarm)
                ? alert.all().stream()
                        .flatMap(
                                part -> part
                                        .key()
                                        .map(key -> new AlertJudgement(key, part.streams(), isNewNormal, word(), at))
                                        .stream())
                        .toList()
                : List.of();
    }

    private Word word() {
        var notes = alert.resolutionNotes();
        var reason = notes == null || notes.isBlank()
                ? "alert %d".formatted(alert.id())
                : "alert %d: %s".formatted(alert.id(), notes);
        return new Word(requireNonNullElse(alert.resolvedBy(), Audit.ANONYMOUS), reason);
    }
}
