package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.StudentQuantile;
import io.llmlab.regression.detect.scale.Scale;
import java.util.Map;

/// The 95 % interval of current less baseline, in the metric's own unit: symmetric on the scale of its family, where
/// noise is alike at every level, and taken back from there.
///
/// @param low its lower end; minus infinity where values are too large to compute with
/// @param high its upper end
record Interval(double low, double high) {

    /// The keys among a measurement's details.
    static final String LOW = "difference_low";

    static final String HIGH = "difference_high";

    private static final double TAIL = .025;

    /// @param error standard error of the difference on the scale, 0 or more
    /// @param freedom degrees of freedom of the t distribution that it follows; asked for an error above 0 alone
    static Interval around(Scale scale, double baseline, double current, double error, double freedom) {
        var place = scale.of(current, 0);
        var reach = reach(error, freedom);
        return new Interval(scale.back(place - reach) - baseline, scale.back(place + reach) - baseline);
    }

    private static double reach(double error, double freedom) {
        if (error == 0) {
            return 0;
        }
        return Double.isFinite(error) ? error * -StudentQuantile.of(TAIL, freedom) : Double.POSITIVE_INFINITY;
    }

    Map<String, Object> details() {
        return Map.of(LOW, Numbers.finite(low), HIGH, Numbers.finite(high));
    }
}
