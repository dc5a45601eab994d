package io.llmlab.regression.detect.segment;

/// Takes the weight from single outlying points, so that heavy tails are not taken for regimes.
///
/// Each point is drawn to within a few noise levels of what its neighbours allow: the smallest and the largest median
/// of the five windows of five points that hold it. One or two points far out change none of these medians and are
/// clipped; the third point of a new level makes a median of its own, and all three stay as they are. So a regime is
/// what lasts three points, and what is shorter is a spike.
///
/// Source: the identifier of F. R. Hampel, JASA 69 (1974), as a clipping filter; the idea of a bounded loss is that of
/// P. Fearnhead and G. Rigaill, "Changepoint detection in the presence of outliers", JASA 114 (2019).
final class SpikeClip {

    private static final int WINDOW = 5;

    private SpikeClip() {}

    /// @param reach largest distance from a median that is left alone
    static double[] clip(double[] values, double reach) {
        var n = values.length;
        if (n < WINDOW) {
            return values.clone();
        }
        var medians = new double[n - WINDOW + 1];
        for (int i = 0; i < medians.length; i++) {
            medians[i] = medianOfFive(values, i);
        }
        var clipped = new double[n];
        for (int i = 0; i < n; i++) {
            var low = Double.POSITIVE_INFINITY;
            var high = Double.NEGATIVE_INFINITY;
            var last = Math.min(i, medians.length - 1);
            for (int window = Math.max(0, i - WINDOW + 1); window <= last; window++) {
                low = Math.min(low, medians[window]);
                high = Math.max(high, medians[window]);
            }
            clipped[i] = Math.clamp(values[i], low - reach, high + reach);
        }
        return clipped;
    }

    private static double medianOfFive(double[] values, int from) {
        var a = Math.min(values[from], values[from + 1]);
        var b = Math.max(values[from], values[from + 1]);
        var c = Math.min(values[from + 2], values[from + 3]);
        var d = Math.max(values[from + 2], values[from + 3]);
        var low = Math.max(a, c);
        var high = Math.min(b, d);
        // The smallest and the largest of the four are gone: the median is that of the two left and the fifth.
        return Math.max(Math.min(low, high), Math.min(Math.max(low, high), values[from + 4]));
    }
}
