package io.llmlab.regression.detect.segment;

import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.List;

/// Divides a series into regimes: the entrance to this package.
///
/// Outliers are clipped and the noise is measured from differences ([Searched]), the best division into means and lines
/// under a penalty that was calibrated by simulation is found ([Candidates], [Penalty]), and changes that noise could
/// have made are taken out again ([Backward]), by their averages and, where what is counted is rare, by the counts.
/// The p-value of a change is that of its place times [#looks]: Bonferroni for having searched for it. The settings
/// are fixed. Those but the penalty were chosen by simulated noise and by fourteen labelled series (TCPD), so a score
/// on these
/// fourteen flatters; none was chosen by a series of the suite's own.
public final class Segmenter {

    /// Points below which nothing is said: two regimes, and two points more to measure the noise.
    public static final int LEAST_POINTS = 8;

    /// Chance of finding any change in a stable series.
    public static final double ERROR = .01;

    static final double SLOPE_PENALTY = 12;

    /// Standard deviations beyond which a single point is told as a spike.
    private static final double SPIKE = 6;

    private Segmenter() {}

    /// @param series one number a run, oldest first; what is not finite is left out
    public static Segmentation segment(double[] series, Family family) {
        return segment(Observations.of(family, series));
    }

    /// The same of runs whose samples may be known: then few failures are counted, not averaged.
    public static Segmentation segment(Observations series) {
        return segment(series, ERROR, 0);
    }

    /// The same with settings of one's own choice.
    ///
    /// @param error chance of finding any change in a stable series, above 0 and below 1
    /// @param leastCorrelation of neighbours, 0 to below 1, where more is known of it than so few points tell
    public static Segmentation segment(Observations series, double error, double leastCorrelation) {
        var points = Prepared.of(series);
        if (points.size() < LEAST_POINTS) {
            return new Segmentation(
                    points.scale(),
                    points.size(),
                    LEAST_POINTS - points.size(),
                    points.leftOut(),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    points.size());
        }
        return judged(points, error, leastCorrelation);
    }

    private static Segmentation judged(Prepared points, double error, double leastCorrelation) {
        var n = points.size();
        var searched = Searched.of(points);
        var sums = searched.sums();
        var kept = new Backward(sums, points.counts(), SLOPE_PENALTY, error / looks(n), leastCorrelation)
                .from(Candidates.of(sums, Penalty.of(n)));
        var spread = Noise.spreadOf(Residuals.of(sums, kept.places(), SLOPE_PENALTY));
        return new Told(points, sums, searched.unit(), kept, spread).segmentation(SPIKE);
    }

    /// For how many independent places a search through so many points counts.
    static double looks(int points) {
        return points;
    }
}
