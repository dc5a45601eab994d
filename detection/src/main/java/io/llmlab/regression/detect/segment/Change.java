package io.llmlab.regression.detect.segment;

/// One place where a series goes over into another regime. Indices are those of the series as it was given.
///
/// @param index first point of the new regime, from 0
/// @param before what the old regime predicts for its last point, in the series' own unit
/// @param after what the new regime predicts for its first point; with a mean this is its level
/// @param sigma the step in standard deviations of a single point, signed; on the family's scale
/// @param earliest first place that fits nearly as well, about 95 % sure
/// @param latest last such place
/// @param pValue chance of a change at least this clear anywhere in a stable series of this length
public record Change(
        int index, Kind kind, double before, double after, double sigma, int earliest, int latest, double pValue) {

    /// How the regimes differ.
    public enum Kind {
        /// By their level.
        STEP,
        /// At least one of them is a drift.
        SLOPE
    }

    /// The same change in a series that has so many more points before it.
    public Change movedBy(int points) {
        return new Change(index + points, kind, before, after, sigma, earliest + points, latest + points, pValue);
    }

    /// Signed, in the unit of the series.
    public double size() {
        return after - before;
    }

    /// Part of the level before; infinite or not a number where that is 0.
    public double relative() {
        return size() / Math.abs(before);
    }
}
