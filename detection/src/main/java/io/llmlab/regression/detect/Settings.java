package io.llmlab.regression.detect;

import org.jspecify.annotations.Nullable;

/// What a detector can be told.
///
/// @param thresholdPercent least change that counts for the threshold methods, as a fraction of the baseline;
///     null takes the warning threshold
/// @param statisticalConfidence 1 - the error rate allowed to a test, above 0 and below 1
/// @param windowSize runs, 2 or more: what `rolling_average` averages over and how far `change_point` looks back
/// @param baselineDays days, 1 or more: how far the baseline of `percentile_based` reaches back from its newest
///     run
/// @param minDataPoints runs, 2 or more: the least the baseline must have
/// @param alarmRate the error that `auto`, `new_run`, `trend` and `paired_samples` spend on each look, above 0 and at
///     most .1: a series without a change has at most so many false alarms a look
/// @param practicalFloor least change that matters in practice: a difference for shares, a fraction of the
///     baseline for other metrics; null takes what is usual for the family
public record Settings(
        @Nullable Double thresholdPercent,
        double statisticalConfidence,
        int windowSize,
        int baselineDays,
        int minDataPoints,
        SeverityThresholds severityThresholds,
        double alarmRate,
        @Nullable Double practicalFloor) {

    public static final double USUAL_CONFIDENCE = .95;
    public static final int USUAL_WINDOW = 10;
    public static final int USUAL_BASELINE_DAYS = 7;
    public static final int USUAL_MIN_DATA_POINTS = 5;
    public static final double USUAL_ALARM_RATE = .002;

    private static final double MOST_ALARMS = .1;

    public Settings {
        if (!(statisticalConfidence > 0 && statisticalConfidence < 1)) {
            throw new IllegalArgumentException("A confidence lies between 0 and 1");
        }
        if (windowSize < 2 || baselineDays < 1 || minDataPoints < 2) {
            throw new IllegalArgumentException("A window has 2 runs, a baseline 2 runs and 1 day at least");
        }
        if (!(alarmRate > 0 && alarmRate <= MOST_ALARMS)) {
            throw new IllegalArgumentException("An alarm rate is above 0 and at most .1");
        }
        if (practicalFloor != null && !(practicalFloor >= 0)) {
            throw new IllegalArgumentException("A practical floor is 0 or more");
        }
    }

    /// With the usual alarm rate and floor, which the original's methods do not know.
    public Settings(
            @Nullable Double thresholdPercent,
            double statisticalConfidence,
            int windowSize,
            int baselineDays,
            int minDataPoints,
            SeverityThresholds severityThresholds) {
        this(
                thresholdPercent,
                statisticalConfidence,
                windowSize,
                baselineDays,
                minDataPoints,
                severityThresholds,
                USUAL_ALARM_RATE,
                null);
    }

    public static Settings usual() {
        return new Settings(
                null,
                USUAL_CONFIDENCE,
                USUAL_WINDOW,
                USUAL_BASELINE_DAYS,
                USUAL_MIN_DATA_POINTS,
                SeverityThresholds.USUAL);
    }

    Settings withAlarmRate(double other) {
        return new Settings(
                thresholdPercent,
                statisticalConfidence,
                windowSize,
                baselineDays,
                minDataPoints,
                severityThresholds,
                other,
                practicalFloor);
    }

    double threshold() {
        return thresholdPercent == null ? severityThresholds.warning() : thresholdPercent;
    }

    double allowedError() {
        return 1 - statisticalConfidence;
    }
}
