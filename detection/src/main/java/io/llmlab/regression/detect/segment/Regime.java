package io.llmlab.regression.detect.segment;

/// A stretch of a series that one level or one drift describes.
///
/// @param from index of its first point
/// @param to index of its last point
/// @param start what it predicts for its first point, in the series' own unit
/// @param end what it predicts for its last point; as `start` unless it drifts
/// @param points how many counted
public record Regime(int from, int to, double start, double end, int points) {

    /// Whether it has one level and no drift.
    public boolean isFlat() {
        return start == end;
    }
}
