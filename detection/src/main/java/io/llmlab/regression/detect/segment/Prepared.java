package io.llmlab.regression.detect.segment;

import io.llmlab.regression.detect.classic.RareCounts;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.scale.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The points that count, on the family's scale, around zero and at most one in size.
///
/// @param values (original on the scale - center) / (2 * unit)
/// @param indices of the points in the series as given
/// @param counts what the runs counted; null where the samples of a run are not known
/// @param leastSpread what drawing the samples alone makes a point vary by, where events are so rare that the points
///     themselves hardly show it; else 0
record Prepared(
        Scale scale,
        double[] values,
        int[] indices,
        List<Integer> leftOut,
        double center,
        double unit,
        @Nullable RareCounts counts,
        double leastSpread) {

    private static final int UNKNOWN = 0;

    static Prepared of(Observations series) {
        var given = series.values();
        var leftOut = IntStream.range(0, given.length)
                .filter(run -> !Double.isFinite(given[run]))
                .boxed()
                .toList();
        var indices = IntStream.range(0, given.length)
                .filter(run -> Double.isFinite(given[run]))
                .toArray();
        var values = Arrays.stream(indices).mapToDouble(run -> given[run]).toArray();
        var samples = Arrays.stream(indices).map(run -> series.samples()[run]).toArray();
        return of(new Observations(values, samples, series.family()).counted(), indices, leftOut);
    }

    private static Prepared of(Observations finite, int[] indices, List<Integer> leftOut) {
        var scale = finite.scale();
        var scaled = Arrays.stream(finite.values())
                .map(value -> scale.of(value, UNKNOWN))
                .toArray();
        var center = scaled.length == 0 ? 0 : Median.of(scaled);
        var unit = 0.0;
        for (var value : scaled) {
            // Halves, as the difference of two of the largest numbers is none.
            unit = Math.max(unit, Math.abs(value / 2 - center / 2));
        }
        var rounding = 1e-13 * Math.abs(center);
        var isConstant = unit <= rounding;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = isConstant ? 0 : (scaled[i] / 2 - center / 2) / unit;
        }
        var counts = finite.areCounted() ? new RareCounts(finite.values(), finite.samples()) : null;
        var isRare = !isConstant && counts != null && isRare(counts, finite.length());
        var leastSpread = isRare ? spread(scale, finite.samples()) / (2 * unit) : 0;
        return new Prepared(scale, scaled, indices, leftOut, center, unit, counts, leastSpread);
    }

    private static boolean isRare(RareCounts counts, int runs) {
        return runs > 0 && counts.perRun(RareCounts.Pair.at(0, runs, runs)) < Backward.FEW;
    }

    private static double spread(Scale scale, int[] samples) {
        return Math.sqrt(Arrays.stream(samples)
                .mapToDouble(scale::samplingVariance)
                .average()
                .orElse(0));
    }

    int size() {
        return values.length;
    }

    double original(double value) {
        return scale.back(center + 2 * unit * value);
    }
}
