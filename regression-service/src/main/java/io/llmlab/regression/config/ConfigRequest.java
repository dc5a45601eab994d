package io.llmlab.regression.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.SeverityThresholds;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.series.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A configuration as callers give it. What is left out has its usual value.
@JsonIgnoreProperties({"id", "version", "created_at", "updated_at"})
public record ConfigRequest(
        @Schema(required = true, description = "How to detect", example = "statistical_test")
        String method,

        @Schema(required = true) MetricType metricType,

        @Schema(required = true, example = "overall_accuracy")
        String metricName,

        @Schema(description = "The dataset it is for; null: all datasets that have no configuration of their own")
        @Nullable
        String datasetName,

        @Schema(description = "The model it is for; null: all models that have no configuration of their own") @Nullable
        Long modelId,

        @Schema(
                description = "threshold_based, rolling_average: least change that counts, as a fraction; null:"
                        + " the warning threshold. auto, new_run, trend and paired_samples refuse it")
        @Nullable
        Double thresholdPercent,

        @Schema(
                defaultValue = "0.95",
                description = "statistical_test, change_point: 1 - the error rate allowed. Belongs to the original's"
                        + " five methods: auto, new_run, trend and paired_samples take an alarm_rate, and refuse it")
        @Nullable
        Double statisticalConfidence,

        @Schema(
                defaultValue = "10",
                minimum = "2",
                maximum = "64",
                description = "rolling_average, change_point: runs. auto, new_run, trend and paired_samples refuse it")
        @Nullable
        Integer windowSize,

        @Schema(
                defaultValue = "7",
                minimum = "1",
                maximum = "365",
                description = "percentile_based: days. auto, new_run, trend and paired_samples refuse it")
        @Nullable
        Integer baselineDays,

        @Schema(defaultValue = "5", minimum = "2", maximum = "64", description = "Least runs of a baseline") @Nullable
        Integer minDataPoints,

        @Nullable Thresholds severityThresholds,

        @Schema(
                defaultValue = "0.002",
                description =
                        "auto, new_run, trend, paired_samples: error spent on each look; a series without a change"
                                + " has at most so many false alarms a look. The original's five methods refuse it")
        @Nullable
        Double alarmRate,

        @Schema(
                description = "auto, new_run, trend, paired_samples: least change that matters, a difference for shares"
                        + " (usually .01), a fraction of the baseline for latency, tokens, cost (usually .05). The"
                        + " original's five methods have the warning threshold in its place, and refuse it")
        @Nullable
        Double practicalFloor,

        @Schema(
                defaultValue = "0",
                minimum = "0",
                maximum = "10",
                description =
                        "Repeats that a suspected regression asks for before it is one; 0: it is one at once. Runs"
                                + " that were pushed cannot be repeated and are decided at once")
        @Nullable
        Integer confirmRuns) {

    private static final int MAX_NAME = 200;
    private static final int MOST_REPEATS = 10;
    private static final int MAX_DAYS = 365;
    private static final double MOST_ALARMS = .1;
    private static final double MOST_FLOOR = 100;

    /// From which change on a regression is a warning and critical, as fractions of the baseline.
    @Schema(name = "SeverityThresholdsRequest")
    public record Thresholds(
            @Schema(defaultValue = "0.2") @Nullable Double critical,
            @Schema(defaultValue = "0.1") @Nullable Double warning) {

        double criticalOrUsual() {
            return Objects.requireNonNullElse(critical, SeverityThresholds.USUAL.critical());
        }

        double warningOrUsual() {
            return Objects.requireNonNullElse(warning, SeverityThresholds.USUAL.warning());
        }
    }

    /// Fails with every value that does not fit.
    ///
    /// @param place JSON pointer to this configuration in the request body
    ConfigRequest checked(String place) {
        var errors = problems(place);
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return this;
    }

    /// What does not fit, with pointers that begin with `place`.
    List<FieldError> problems(String place) {
        var errors = new ArrayList<FieldError>();
        check(errors, isKnown(method), place, "method", methods());
        check(errors, metricType != null, place, "metric_type", "is required");
        check(errors, metricName != null && isName(metricName), place, "metric_name", "must have 1 to 200 characters");
        check(
                errors,
                datasetName == null || isName(datasetName),
                place,
                "dataset_name",
                "must have 1 to 200 characters");
        check(errors, modelId == null || modelId > 0, place, "model_id", "must be the id of a model");
        check(errors, isFraction(thresholdPercent, 100), place, "threshold_percent", "must be above 0 and at most 100");
        check(
                errors,
                isFraction(statisticalConfidence, Math.nextDown(1.0)),
                place,
                "statistical_confidence",
                "must be above 0 and below 1");
        check(errors, isIn(windowSize, 2, Window.BASELINE_RUNS), place, "window_size", "must be 2 to 64");
        check(errors, isIn(baselineDays, 1, MAX_DAYS), place, "baseline_days", "must be 1 to 365");
        check(errors, isIn(minDataPoints, 2, Window.BASELINE_RUNS), place, "min_data_points", "must be 2 to 64");
        check(errors, isIn(confirmRuns, 0, MOST_REPEATS), place, "confirm_runs", "must be 0 to 10");
        check(errors, isFraction(alarmRate, MOST_ALARMS), place, "alarm_rate", "must be above 0 and at most 0.1");
        check(
                errors,
                practicalFloor == null || (practicalFloor >= 0 && practicalFloor <= MOST_FLOOR),
                place,
                "practical_floor",
                "must be 0 to 100");
        var grades = grades();
        check(
                errors,
                grades.warningOrUsual() > 0 && grades.criticalOrUsual() >= grades.warningOrUsual(),
                place,
                "severity_thresholds",
                "must have 0 < warning <= critical (usually 0.1 and 0.2)");
        errors.addAll(Knobs.strangers(this, place));
        return errors;
    }

    Settings settings() {
        var grades = grades();
        return new Settings(
                thresholdPercent,
                Objects.requireNonNullElse(statisticalConfidence, Settings.USUAL_CONFIDENCE),
                Objects.requireNonNullElse(windowSize, Settings.USUAL_WINDOW),
                Objects.requireNonNullElse(baselineDays, Settings.USUAL_BASELINE_DAYS),
                Objects.requireNonNullElse(minDataPoints, Settings.USUAL_MIN_DATA_POINTS),
                new SeverityThresholds(grades.criticalOrUsual(), grades.warningOrUsual()),
                Objects.requireNonNullElse(alarmRate, Settings.USUAL_ALARM_RATE),
                practicalFloor);
    }

    int confirmRunsOrNone() {
        return Objects.requireNonNullElse(confirmRuns, 0);
    }

    private Thresholds grades() {
        return Objects.requireNonNullElse(severityThresholds, new Thresholds(null, null));
    }

    private static void check(List<FieldError> errors, boolean fits, String place, String field, String allowed) {
        if (!fits) {
            errors.add(FieldError.inBody(place + "/" + field, allowed));
        }
    }

    private static boolean isKnown(@Nullable String method) {
        return method != null && Detectors.named(method).isPresent();
    }

    private static String methods() {
        return "must be one of " + String.join(", ", Detectors.names());
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME;
    }

    private static boolean isFraction(@Nullable Double value, double most) {
        return value == null || (value > 0 && value <= most);
    }

    private static boolean isIn(@Nullable Integer value, int least, int most) {
        return value == null || (value >= least && value <= most);
    }
}
