package io.llmlab.regression.detect.segment;

import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Divides a series into regimes: the entrance to this package.
///
/// Outliers are clipped ([SpikeClip]), the noise is measured from differences ([Noise]), the best division into means
/// and lines is found ([OptimalPartition]), and changes that noise could have made are taken out again ([Backward]),
/// by their averages and, where what is counted is rare, by the counts.
/// The p-value of a change is that of its place times [#looks]: Bonferroni for having searched for it. The settings
/// are fixed. They were chosen by simulated noise and by fourteen labelled series (TCPD), so a score on these
/// fourteen flatters; none was chosen by a series of the suite's own.
public final class Segmenter {

    /// Points below which nothing is said: two regimes, and two points more to measure the noise.
    public static final int LEAST_POINTS = 8;

    /// Chance of finding any change in a stable series.
    public static final double ERROR = .01;

    static final double SLOPE_PENALTY = 12;

    /// Noise below this part of the largest deviation is rounding.
    private static final double LEAST_SPREAD = 1e-6;

    /// Standard deviations beyond which a point is clipped.
    private static final double CLIP = 3;

    /// Standard deviations beyond which a single point is told as a spike.
    private static final double SPIKE = 6;

    /// Points beyond which not every place is tried; see [#thinned].
    private static final int EXACT = 1_000;

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
        var noise = Noise.ofDifferences(points.values()).atLeast(points.leastSpread());
        var clipped = SpikeClip.clip(points.values(), CLIP * noise.spread());
        var unit = Math.max(LEAST_SPREAD, ofClipped(clipped, points, noise).longRun());
        var sums = new RunningSums(
                Arrays.stream(clipped).map(value -> value / unit).toArray());
        var kept = new Backward(sums, points.counts(), SLOPE_PENALTY, error / looks(n), leastCorrelation)
                .from(candidates(sums));
        var spread = Noise.spreadOf(Residuals.of(sums, kept.places(), SLOPE_PENALTY));
        return new Told(points, sums, unit, kept, spread).segmentation(SPIKE);
    }

    /// Mostly nothing is clipped, and the noise is known already.
    private static Noise ofClipped(double[] clipped, Prepared points, Noise noise) {
        return Arrays.equals(clipped, points.values())
                ? noise
                : Noise.ofDifferences(clipped).atLeast(points.leastSpread());
    }

    /// For how many independent places a search through so many points counts.
    static double looks(int points) {
        return points;
    }

    /// What a further stretch must explain to be a candidate, in long-run noise variances.
    static double penalty(int points) {
        return 4 + 2 * Math.log(points);
    }

    private static int[] candidates(RunningSums sums) {
        var n = sums.size();
        var penalty = penalty(n);
        var step = (n + EXACT - 1) / EXACT;
        if (step == 1) {
            return OptimalPartition.of(sums, penalty, SLOPE_PENALTY);
        }
        return refined(sums, thinned(sums, step, penalty), step);
    }

    /// Long series are searched in means of neighbouring points; a regime shorter than three of these is not seen.
    private static int[] thinned(RunningSums sums, int step, double penalty) {
        var means = new double[sums.size() / step];
        for (int i = 0; i < means.length; i++) {
            means[i] = sums.mean(i * step, (i + 1) * step) * Math.sqrt(step);
        }
        return OptimalPartition.of(new RunningSums(means), penalty, SLOPE_PENALTY);
    }

    /// Each place of the thinned search moved to the best one nearby.
    private static int[] refined(RunningSums sums, int[] thinned, int step) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < thinned.length; i++) {
            var from = i == 0 ? 0 : places.get(i - 1);
            var to = i == thinned.length - 1 ? sums.size() : thinned[i + 1] * step;
            var least = Double.POSITIVE_INFINITY;
            var best = thinned[i] * step;
            for (int at = Math.max(from + 3, best - step); at <= Math.min(to - 3, thinned[i] * step + step); at++) {
                var residual = Stretch.of(sums, from, at, SLOPE_PENALTY).residual()
                        + Stretch.of(sums, at, to, SLOPE_PENALTY).residual();
                if (residual < least) {
                    least = residual;
                    best = at;
                }
            }
            places.add(best);
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
