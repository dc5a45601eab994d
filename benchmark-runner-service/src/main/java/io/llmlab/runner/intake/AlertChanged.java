package io.llmlab.runner.intake;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
            @Nullable String resolutionNotes,
            @Nullable List<Part> parts) {}

    /// One series of an alert.
    record Part(@Nullable Long runId) {}

    AlertChanged {
        if (change == null || alert == null) {
            throw new IllegalArgumentException("%s is missing".formatted(change == null ? "change" : "alert"));
        }
    }

    /// The runs that a person called bad by this: those that showed its parts first.
    List<Long> badRuns() {
        return change.equals(RESOLVED) && BAD_RUN.equals(alert.resolution())
                ? Stream.concat(
                                Stream.ofNullable(alert.runId()),
                                Stream.ofNullable(alert.parts())
                                        .flatMap(List::stream)
                                        .map(Part::runId)
                                        .filter(Objects::nonNull))
                        .distinct()
                        .sorted()
                        .toList()
                : List.of();
    }

    String reason() {
        var notes = alert.resolutionNotes();
        return notes == null || notes.isBlank()
                ? "alert %d".formatted(alert.id())
                : "alert %d: %s".formatted(alert.id(), notes);
    }
}
