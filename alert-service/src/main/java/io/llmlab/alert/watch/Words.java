package io.llmlab.alert.watch;

import io.llmlab.alert.notify.Facts;
import io.llmlab.alert.signal.Signal.LabTroubled;
import java.time.Duration;
import java.time.Instant;

/// Says in words what did not happen, and that it did in the end.
final class Words {

    private static final int FROM_DAYS = 3;

    private Words() {}

    static LabTroubled trouble(Expectation missed) {
        return new LabTroubled(
                missed.subject(),
                missed.kind().trouble(),
                missed.kind().metricType(),
                missed.metricName(),
                title(missed),
                text(missed));
    }

    private static String title(Expectation missed) {
        return switch (missed.kind()) {
            case FIRING -> "Job %s was not fired".formatted(missed.key());
            case ENDING -> "No run of job %s has ended".formatted(missed.key());
            case SERIES -> "%s is silent".formatted(pair(missed));
        };
    }

    private static String text(Expectation missed) {
        return switch (missed.kind()) {
            case FIRING ->
                "Job %s (%s) was due at %s and was not fired within %s"
                        .formatted(missed.key(), pair(missed), time(missed.since()), span(missed.allowed()));
            case ENDING ->
                "Job %s was fired, and no run of %s has ended since, although the job was due again at %s"
                        .formatted(missed.key(), pair(missed), time(missed.since()));
            case SERIES ->
                "The last run of %s came at %s, and none within %s: %s"
                        .formatted(pair(missed), time(missed.since()), span(missed.allowed()), missed.promise());
        };
    }

    static String ended(Expectation awaited, long runId) {
        return "Run %d of %s has come".formatted(runId, pair(awaited));
    }

    static String fired(String jobId, Instant next) {
        return "Job %s goes on; it is due next at %s".formatted(jobId, time(next));
    }

    private static String pair(Expectation expectation) {
        var subject = expectation.subject();
        return "%s on %s".formatted(subject.model().name(), subject.dataset());
    }

    private static String time(Instant at) {
        return Facts.time(at);
    }

    /// `90 minutes`, `36 hours`, `3 days`.
    static String span(Duration length) {
        if (length.toDays() >= FROM_DAYS) {
            return "%d days".formatted(length.toDays());
        }
        return length.toHours() >= FROM_DAYS
                ? "%d hours".formatted(length.toHours())
                : "%d minutes".formatted(length.toMinutes());
    }
}
