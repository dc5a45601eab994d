package io.llmlab.regression.detect;

import org.jspecify.annotations.Nullable;

/// From which change on a regression is a warning, and from which on it is critical.
///
/// @param critical fraction of the baseline, .05 is 5 %; at least `warning`
/// @param warning fraction of the baseline, above 0
public record SeverityThresholds(double critical, double warning) {

    public static final SeverityThresholds USUAL = new SeverityThresholds(.2, .1);

    public SeverityThresholds {
        if (!(warning > 0) || !(critical >= warning)) {
            throw new IllegalArgumentException("0 < warning <= critical is expected");
        }
    }

    /// @param change signed fraction of the baseline; null (a baseline of 0) has no size and is a warning at most
    Severity of(@Nullable Double change) {
        if (change == null) {
            return Severity.WARNING;
        }
        var size = Math.abs(change);
        if (size >= critical) {
            return Severity.CRITICAL;
        }
        return size >= warning ? Severity.WARNING : Severity.INFO;
    }
}
