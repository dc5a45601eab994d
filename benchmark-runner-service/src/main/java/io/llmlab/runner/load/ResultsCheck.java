package io.llmlab.runner.load;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.runner.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the fields of a pushed run must be together; each that does not fit is named.
final class ResultsCheck {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(366);
    private static final int MOST_ERRORS = 100;

    private final ResultsRequest results;
    private final Instant now;
    private final List<FieldError> errors = new ArrayList<>();

    ResultsCheck(ResultsRequest results, Instant now) {
        this.results = results;
        this.now = now;
    }

    /// @throws Invalid naming up to 100 of the values that do not fit
    void pass() {
        checkModel();
        checkStatus();
        checkTime("/timestamp", results.timestamp());
        checkTime("/completed_at", results.completedAt());
        finite("/duration_seconds", results.durationSeconds());
        errors.addAll(MeasurementCheck.of(results.metricsOrNone(), results.samplesOrNone()));
        checkExpectedInterval();
        if (results.runConfig() != null
                && !results.runConfig().isObject()
                && !results.runConfig().isNull()) {
            refuse("/run_config", "must be an object");
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        }
    }

    private void checkModel() {
        if ((results.modelName() == null) == (results.modelId() == null)) {
            refuse("/model_name", "give model_name or model_id, one of the two");
        }
        if (results.modelName() != null && results.modelName().isBlank()) {
            refuse("/model_name", "must not be blank");
        }
    }

    private void checkStatus() {
        var status = results.statusOrDefault();
        if (status != RunStatus.COMPLETED && status != RunStatus.FAILED) {
            refuse("/status", "must be completed or failed: only a finished run is pushed");
        }
        if (status == RunStatus.COMPLETED
                && results.metricsOrNone().isEmpty()
                && results.samplesOrNone().isEmpty()) {
            refuse("/metrics", "a completed run has metrics, samples, or both");
        }
    }

    private void checkTime(String pointer, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(now.plus(CLOCK_DIFFERENCE)))) {
            refuse(pointer, "must lie between 2000 and now, not at %s".formatted(time));
        }
    }

    private void checkExpectedInterval() {
        var text = results.expectedInterval();
        if (text == null) {
            return;
        }
        try {
            var interval = Intervals.parse(text);
            if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
                refuse("/expected_interval", "must be 1 minute to 366 days, not %s".formatted(text));
            }
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            refuse("/expected_interval", Intervals.EXPECTED.formatted(text));
        }
    }

    private void finite(String pointer, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            refuse(pointer, "must be a finite number");
        }
    }

    private void refuse(String pointer, String detail) {
        errors.add(FieldError.inBody(pointer, detail));
    }
}
