package io.llmlab.regression.detect.segment;

import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The points that count, on the family's scale, around zero and at most one in size.
///
/// @param values (original on the scale - center) / (2 * unit)
/// @param indices of the points in the series as given
record Prepared(Scale scale, double[] values, int[] indices, List<Integer> leftOut, double center, double unit) {

    private static final int UNKNOWN = 0;

    static Prepared of(double[] series, Family family) {
        var scale =
                Scale.of(family, Arrays.stream(series).filter(Double::isFinite).toArray());
        var leftOut = new ArrayList<Integer>();
        var indices = new int[series.length];
        var scaled = new double[series.length];
        var count = 0;
        for (int i = 0; i < series.length; i++) {
            if (Double.isFinite(series[i])) {
                indices[count] = i;
                scaled[count++] = scale.of(series[i], UNKNOWN);
            } else {
                leftOut.add(i);
            }
        }
        scaled = Arrays.copyOf(scaled, count);
        var center = count == 0 ? 0 : Median.of(scaled);
        var unit = 0.0;
        for (var value : scaled) {
            // Halves, as the difference of two of the largest numbers is none.
            unit = Math.max(unit, Math.abs(value / 2 - center / 2));
        }
        var rounding = 1e-13 * Math.abs(center);
        for (int i = 0; i < count; i++) {
            scaled[i] = unit <= rounding ? 0 : (scaled[i] / 2 - center / 2) / unit;
        }
        return new Prepared(scale, scaled, Arrays.copyOf(indices, count), leftOut, center, unit);
    }

    int size() {
        return values.length;
    }

    double original(double value) {
        return scale.back(center + 2 * unit * value);
    }
}
