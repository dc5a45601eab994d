package io.llmlab.detect;

import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A series as a file gives it.
///
/// @param values oldest first; NaN where there is none
/// @param samples that each value rests on, 0 where it is not known; as long as `values`
/// @param family null: what the values look like
@SuppressWarnings("ArrayRecordComponent")
record NamedSeries(
        String name,
        double[] values,
        int[] samples,
        @Nullable Family family) {

    static NamedSeries of(String name, double[] values) {
        return new NamedSeries(name, values, new int[values.length], null);
    }

    /// @param chosen by the person who asks; null: none
    Family familyOr(@Nullable Family chosen) {
        if (chosen != null) {
            return chosen;
        }
        return family != null
                ? family
                : Family.guess(Arrays.stream(values).filter(Double::isFinite).toArray());
    }
}
