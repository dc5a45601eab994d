package io.llmlab.regression.detect.segment;

import java.util.Arrays;

/// The points as they are searched for changes: outliers clipped ([SpikeClip]), in units of the noise that remains in
/// long averages ([Noise]).
///
/// @param unit of the sums' values, in those of the prepared points
record Searched(RunningSums sums, double unit) {

    /// Noise below this part of the largest deviation is rounding.
    private static final double LEAST_SPREAD = 1e-6;

    /// Standard deviations beyond which a point is clipped.
    private static final double CLIP = 3;

    static Searched of(Prepared points) {
        var noise = Noise.ofDifferences(points.values()).atLeast(points.leastSpread());
        var clipped = SpikeClip.clip(points.values(), CLIP * noise.spread());
        var unit = Math.max(LEAST_SPREAD, ofClipped(clipped, points, noise).longRun());
        return new Searched(
                new RunningSums(
                        Arrays.stream(clipped).map(value -> value / unit).toArray()),
                unit);
    }

    /// Mostly nothing is clipped, and the noise is known already.
    private static Noise ofClipped(double[] clipped, Prepared points, Noise noise) {
        return Arrays.equals(clipped, points.values())
                ? noise
                : Noise.ofDifferences(clipped).atLeast(points.leastSpread());
    }
}
