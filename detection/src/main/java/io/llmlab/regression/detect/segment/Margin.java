package io.llmlab.regression.detect.segment;

/// How well it is known by how much two neighbouring regimes differ, each at its end.
///
/// Between two levels it is Student's interval of the F test that judged the change ([Evidence]): the same spread,
/// autocorrelation and degrees of freedom, so that one at the chance of a place that was named beforehand leaves out 0
/// exactly where the test says so. It takes the place of the change as known. The end of a drift is that of its least
/// squares line, whose variance is `(4 n - 2) / (n (n + 1))` of that of a point.
///
/// Source: confidence interval of a fitted value, e.g. N. R. Draper, H. Smith, "Applied Regression Analysis" (1998),
/// section 3.1.
///
/// @param error standard error of the difference, on the scale of the metric's family
/// @param freedom degrees of freedom of the t distribution it follows, 1 or more
public record Margin(double error, double freedom) {

    /// @param correlation of neighbouring points, 0 to below 1
    public static Margin between(Regime before, Regime after, double correlation) {
        var freeBefore = Math.max(1, before.points() - before.parameters());
        var freeAfter = Math.max(1, after.points() - after.parameters());
        var part = Math.sqrt((double) freeBefore / (freeBefore + freeAfter));
        var rest = Math.sqrt((double) freeAfter / (freeBefore + freeAfter));
        var spread = Math.hypot(before.spread() * part, after.spread() * rest);
        return new Margin(
                spread * Math.sqrt(ofEnd(before, correlation) + ofEnd(after, correlation)),
                Evidence.freedom(
                        before.points() + after.points(), before.parameters() + after.parameters(), correlation));
    }

    /// Of a drift from its first to its last point.
    ///
    /// @param regime of two points or more
    public static Margin ofDrift(Regime regime, double correlation) {
        var points = regime.points();
        var ofDrift = 12 * (points - 1.0) / (points * (points + 1.0)) * inflation(correlation, points);
        return new Margin(regime.spread() * Math.sqrt(ofDrift), Evidence.freedom(points, 2, correlation));
    }

    /// Between two means of points that vary as those of a regime do.
    ///
    /// @param newest how many the one is of, 1 or more
    /// @param others how many the other is of, 1 or more
    public static Margin within(Regime regime, int newest, int others, double correlation) {
        var ofMeans = inflation(correlation, newest) / newest + inflation(correlation, others) / others;
        return new Margin(
                regime.spread() * Math.sqrt(ofMeans),
                Evidence.freedom(regime.points(), regime.parameters() + 1, correlation));
    }

    private static double ofEnd(Regime regime, double correlation) {
        double points = regime.points();
        var independent = regime.isFlat() ? 1 / points : (4 * points - 2) / (points * (points + 1));
        return independent * inflation(correlation, regime.points());
    }

    private static double inflation(double correlation, int points) {
        return Noise.inflation(Math.min(correlation, Noise.MOST_CORRELATION), points);
    }
}
