package io.llmlab.regression.detect.segment;

/// What describes the points in [from, to) best: a mean, or a line where that explains enough more.
///
/// @param slope per point; 0 with a mean
/// @param level at the middle
/// @param residual sum of squares
record Stretch(int from, int to, double level, double slope, boolean line, double residual) {

    static Stretch of(RunningSums sums, int from, int to, double slopePenalty) {
        var around = sums.aroundMean(from, to);
        if (to - from >= OptimalPartition.LEAST_POINTS_OF_A_LINE) {
            var line = sums.aroundLine(from, to);
            if (around - line > slopePenalty) {
                return new Stretch(from, to, sums.mean(from, to), sums.slope(from, to), true, line);
            }
        }
        return new Stretch(from, to, sums.mean(from, to), 0, false, around);
    }

    int parameters() {
        return line ? 2 : 1;
    }

    int points() {
        return to - from;
    }

    double at(double place) {
        return level + slope * (place - .5 * (from + to - 1));
    }
}
