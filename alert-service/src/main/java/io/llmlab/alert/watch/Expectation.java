package io.llmlab.alert.watch;

import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.signal.Trouble;
import java.time.Duration;
import java.time.Instant;

/// Something that is to happen by a time.
///
/// @param key the job's id, or model and data set
/// @param subject whom an alert is about
/// @param since when time began to count
/// @param allowed how long it may last
/// @param promise who says so, for a person
record Expectation(Kind kind, String key, Subject subject, Instant since, Duration allowed, String promise) {

    enum Kind {
        /// A job is fired at its time.
        FIRING(Trouble.MISSED_FIRING, "job"),
        /// A run of the job's model and data set ends before the job is due once more.
        ENDING(Trouble.SILENCE, "job_runs"),
        /// A pushed series goes on.
        SERIES(Trouble.SILENCE, "silence");

        private final Trouble trouble;
        private final String metricType;

        Kind(Trouble trouble, String metricType) {
            this.trouble = trouble;
            this.metricType = metricType;
        }

        Trouble trouble() {
            return trouble;
        }

        /// The part of an alert's identity that says what did not happen.
        String metricType() {
            return metricType;
        }
    }

    static Expectation ofSeries(Subject subject, Instant since, Duration allowed, String promise) {
        var key = "%d/%s".formatted(subject.model().id(), subject.dataset());
        return new Expectation(Kind.SERIES, key, subject, since, allowed, promise);
    }

    /// The part of an alert's identity that says whose it is, beside model and data set.
    String metricName() {
        return kind == Kind.SERIES ? "runs" : key;
    }

    Instant due() {
        return since.plus(allowed);
    }

    /// The same, for longer.
    Expectation until(Instant time) {
        return new Expectation(kind, key, subject, since, Duration.between(since, time), promise);
    }

    /// The same, from a later time on.
    Expectation from(Subject latest, Instant later) {
        return new Expectation(kind, key, latest, later, allowed, promise);
    }
}
