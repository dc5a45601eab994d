package io.llmlab.regression.detect.segment;

import org.apache.commons.math3.distribution.TDistribution;

/// How far the newest points must lie from the others, which are a regime, to be told as a regime of their own.
///
/// Both hurdles of [Segmenter] count: the penalty of a further stretch, and the F test of the change, whose
/// critical value for two levels is the square of Student's at half the error. Beyond the higher of them the
/// difference lies with a chance by Student's distribution. That the place is searched for is left out: it makes
/// a change somewhat easier to see, and somewhat easier to date too early.
public final class Reach {

    private Reach() {}

    /// @param regime that the others are of, and that the newest vary like
    /// @param newest how many points, 1 or more
    /// @param others how many points, 1 or more
    /// @param error chance of finding any change in a stable series
    /// @param power chance with which it is told, .5 to below 1
    /// @return on the scale of the metric's family, 0 or more
    public static double of(Segmentation series, Regime regime, int newest, int others, double error, double power) {
        var correlation = series.correlation();
        var margin = Margin.within(regime, newest, others, correlation);
        if (margin.error() == 0 || Double.isInfinite(margin.error())) {
            return margin.error();
        }
        var student = new TDistribution(null, margin.freedom());
        var tested = student.inverseCumulativeProbability(1 - error / Segmenter.looks(series.points()) / 2);
        var longRun = new Noise(regime.spread(), correlation).longRun() * Math.sqrt(1.0 / newest + 1.0 / others);
        return Math.max(tested * margin.error(), Math.sqrt(Penalty.of(series.points())) * longRun)
                + student.inverseCumulativeProbability(power) * margin.error();
    }
}
