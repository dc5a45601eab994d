package io.llmlab.regression.detect.segment;

/// A stretch of a series that one level or one drift describes.
///
/// @param from index of its first point
/// @param to index of its last point
/// @param start what it predicts for its first point, in the series' own unit
/// @param end what it predicts for its last point; as `start` unless it drifts
/// @param points how many counted
/// @param spread standard deviation of a point around it, spikes clipped, on the scale of the metric's family
public record Regime(int from, int to, double start, double end, int points, double spread) {

    /// Whether it has one level and no drift.
    public boolean isFlat() {
        return start == end;
    }

    /// What was fitted to describe it: a level, or a level and a slope.
    int parameters() {
        return isFlat() ? 1 : 2;
    }
}
