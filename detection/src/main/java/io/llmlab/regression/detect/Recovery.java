package io.llmlab.regression.detect;

import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Outcome.Unmeasurable;

/// Whether a series with an open finding is back. It takes stronger evidence than not to open one (hysteresis), so that
/// a finding does not come and go.
public final class Recovery {

    /// A look that is less likely without a change does not find the series back.
    private static final double LIKELY = .05;

    private Recovery() {}

    /// Whether nothing is found, and the newest runs are no further from the baseline than a person who reads the
    /// warning threshold, or noise, would overlook.
    public static boolean isBack(Outcome outcome, Detector detector, Settings settings, Direction direction) {
        return switch (outcome) {
            case Steady(var measured) ->
                isLikely(measured, detector)
                        && isNear(measured, settings.severityThresholds().warning(), direction);
            case Improved _ -> true;
            case Regressed _, Shifted _, TooShort _, Unmeasurable _ -> false;
        };
    }

    /// Whether nothing is found, and what is seen leaves no doubt of it.
    public static boolean isQuiet(Outcome outcome, Detector detector) {
        return switch (outcome) {
            case Steady(var measured) -> isLikely(measured, detector);
            case Improved _ -> true;
            case Regressed _, Shifted _, TooShort _, Unmeasurable _ -> false;
        };
    }

    private static boolean isLikely(Measurement measured, Detector detector) {
        var chance = measured.pValue();
        return !detector.controlsErrors() || chance == null || chance >= LIKELY;
    }

    /// Whether the newest runs are not worse than the baseline by a move that matters, or by one that noise hides. The
    /// latter counts for a level near 0, of which every move is a large part.
    private static boolean isNear(Measurement measured, double warning, Direction direction) {
        var shift = measured.shift();
        if (shift == 0 || (direction != Direction.NONE && !direction.isWorse(shift))) {
            return true;
        }
        var change = measured.change();
        return (change != null && Math.abs(change) < warning) || mayAsWellBeTheOpposite(measured);
    }

    /// Whether the 95 % interval of the move holds its opposite too: it is less than half of what noise leaves open, so
    /// that not even its side is known.
    private static boolean mayAsWellBeTheOpposite(Measurement measured) {
        var size = Math.abs(measured.shift());
        return measured.details().get(Interval.LOW) instanceof Double low
                && measured.details().get(Interval.HIGH) instanceof Double high
                && low <= -size
                && high >= size;
    }
}
