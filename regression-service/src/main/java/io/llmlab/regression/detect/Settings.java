package io.llmlab.regression.detect;

import org.jspecify.annotations.Nullable;

/// What a detector can be told.
///
/// @param thresholdPercent least change that counts for the threshold methods, as a fraction of the baseline; null
///     takes the warning threshold
/// @param statisticalConfidence 1 - the error rate allowed to a test, above 0 and below 1
/// @param windowSize runs, 2 or more: what `rolling_average` averages over and how far `change_point` looks back
/// @param baselineDays days, 1 or more: how far the baseline of `percentile_based` reaches back from its newest run
/// @param minDataPoints runs, 2 or more: the least the baseline must have
public record Settings(
        @Nullable Double thresholdPercent,
        double statisticalConfidence,
        int windowSize,
        int baselineDays,
        int minDataPoints,
        SeverityThresholds severityThresholds) {

    public static final double USUAL_CONFIDENCE = .95;
    public static final int USUAL_WINDOW = 10;
    public static final int USUAL_BASELINE_DAYS = 7;
    public static final int USUAL_MIN_DATA_POINTS = 5;

    public Settings {
        if (!(statisticalConfidence > 0 && statisticalConfidence < 1)) {
            throw new IllegalArgumentException("A confidence lies between 0 and 1");
        }
        if (windowSize < 2 || baselineDays < 1 || minDataPoints < 2) {
            throw new IllegalArgumentException("A window has 2 runs, a baseline 2 runs and 1 day at least");
        }
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

    double threshold() {
        return thresholdPercent == null ? severityThresholds.warning() : thresholdPercent;
    }

    double allowedError() {
        return 1 - statisticalConfidence;
    }
}
