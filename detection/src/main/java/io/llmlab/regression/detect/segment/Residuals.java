package io.llmlab.regression.detect.segment;

import java.util.List;

/// What the stretches of a segmentation leave unexplained.
final class Residuals {

    private static final double MOST_CORRELATION = .95;

    private Residuals() {}

    /// @param places where stretches begin, without the first
    static double[] of(RunningSums sums, List<Integer> places, double slopePenalty) {
        var residuals = new double[sums.size()];
        var from = 0;
        for (int i = 0; i <= places.size(); i++) {
            var to = i < places.size() ? places.get(i) : sums.size();
            var stretch = Stretch.of(sums, from, to, slopePenalty);
            for (int at = from; at < to; at++) {
                residuals[at] = sums.value(at) - stretch.at(at);
            }
            from = to;
        }
        return residuals;
    }

    /// First autocorrelation of the residuals, corrected for the bias that fitting means and lines brings: towards
    /// minus (1 + 3 rho) / n for each mean, about twice that for a line; never negative.
    ///
    /// Source: F. H. C. Marriott and J. A. Pope, M. G. Kendall, "Bias in the estimation of autocorrelations" and
    /// "Note on bias in the estimation of autocorrelation", Biometrika 41 (1954).
    static double correlation(RunningSums sums, List<Integer> places, double slopePenalty) {
        var residuals = of(sums, places, slopePenalty);
        var n = residuals.length;
        var products = 0.0;
        var squares = 0.0;
        for (int i = 0; i < n; i++) {
            squares += residuals[i] * residuals[i];
            if (i > 0) {
                products += residuals[i] * residuals[i - 1];
            }
        }
        if (squares == 0) {
            return 0;
        }
        var parameters = 0;
        var from = 0;
        for (int i = 0; i <= places.size(); i++) {
            var to = i < places.size() ? places.get(i) : n;
            parameters += Stretch.of(sums, from, to, slopePenalty).parameters();
            from = to;
        }
        // The place of a change is fitted too, and takes about as much as a mean.
        var bias = (parameters + places.size()) / (double) n;
        return Math.clamp((products / squares + bias) / Math.max(.2, 1 - 3 * bias), 0, MOST_CORRELATION);
    }
}
