package io.llmlab.regression.detect;

/// Whether a series with an open finding is back. It takes stronger evidence than not to open one (hysteresis), so that
/// a finding does not come and go.
public final class Recovery {

    /// A look that is less likely without a change does not find the series back.
    private static final double LIKELY = .05;

    private Recovery() {}

    /// Whether a look that finds no change leaves no doubt of it.
    ///
    /// @param controlsErrors whether the method does, so that its p-value can be held against a level
    public static boolean isLikely(Measurement measured, boolean controlsErrors) {
        var chance = measured.pValue();
        return !controlsErrors || chance == null || chance >= LIKELY;
    }

    /// Whether the newest runs are not worse than the baseline by a move that matters, or by one that noise hides. The
    /// latter counts for a level near 0, of which every move is a large part.
    ///
    /// @param warning the least move that matters, as a fraction of the baseline
    public static boolean isNear(Measurement measured, double warning, Direction direction) {
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
