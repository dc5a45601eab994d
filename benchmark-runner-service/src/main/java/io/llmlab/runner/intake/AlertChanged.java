package io.llmlab.runner.intake;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// Something became of an alert (alert-service, `contract/alert-changed.v1.schema.json`), as this service reads it.
@RegisterForReflection(ignoreNested = false)
record AlertChanged(String change, Alert alert) {

    private static final String RESOLVED = "resolved";
    private static final String BAD_RUN = "bad_run";

    record Alert(
            long id,
            @Nullable Long runId,
            @Nullable String resolution,
            @Nullable String resolvedBy,
            @Nullable String resolutionNotes) {}

    AlertChanged {
        if (change == null || alert == null) {
            throw new IllegalArgumentException("%s is missing".formatted(change == null ? "change" : "alert"));
        }
    }

    /// The run that a person called bad by this, or null.
    @Nullable
    Long badRun() {
        return change.equals(RESOLVED) && BAD_RUN.equals(alert.resolution()) ? alert.runId() : null;
    }

    String reason() {
        var notes = alert.resolutionNotes();
        return notes == null || notes.isBlank()
                ? "alert %d".formatted(alert.id())
                : "alert %d: %s".formatted(alert.id(), notes);
    }
}
