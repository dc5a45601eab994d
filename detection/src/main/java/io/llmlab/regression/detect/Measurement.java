package io.llmlab.regression.detect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a detector measured, whatever it concluded.
///
/// @param baseline the normal value
/// @param current the value now
/// @param pValue chance of a move at least as bad without a cause; null for methods that test nothing. One-sided
///     towards harm, also of an improvement, whose own chance stands among the details (`improvement_p_value`);
///     two-sided where the metric has no direction
/// @param confidence 0 to 1: 1 - the adjusted p-value of what was concluded; for threshold methods min(|change| /
///     threshold, 1)
/// @param changePoint 0-based index of the first run of the new regime among the runs seen (baseline, then
///     recent), or null
/// @param details what else helps to judge it, by method; see the README
public record Measurement(
        double baseline,
        double current,
        @Nullable Double pValue,
        double confidence,
        @Nullable Integer changePoint,
        Map<String, Object> details) {

    public Measurement {
        details = Map.copyOf(details);
    }

    /// The same with further details.
    public Measurement with(Map<String, Object> more) {
        var all = new HashMap<>(details);
        all.putAll(more);
        return new Measurement(baseline, current, pValue, confidence, changePoint, all);
    }

    /// The same with a chance so many times larger: one of several looks that share an error.
    Measurement withChanceTimes(int looks) {
        if (pValue == null) {
            return this;
        }
        var times = new HashMap<>(details);
        times.computeIfPresent(Chances.OF_IMPROVEMENT, (_, chance) -> Math.min(1, looks * (double) chance));
        return new Measurement(
                baseline,
                current,
                Math.min(1, looks * pValue),
                Math.max(0, 1 - looks * (1 - confidence)),
                changePoint,
                times);
    }

    /// Chance of an improvement at least so large without a cause; 1 where none was tested.
    double chanceOfImprovement() {
        return (double) details.getOrDefault(Chances.OF_IMPROVEMENT, 1.0);
    }

    /// In the metric's unit, positive where it rose.
    public double shift() {
        return Numbers.difference(current, baseline);
    }

    /// Signed fraction of the baseline: -.2 is 20 % less. Null where the baseline is 0.
    public @Nullable Double change() {
        return Numbers.change(current, baseline);
    }

    boolean isFinite() {
        return Double.isFinite(baseline) && Double.isFinite(current) && Double.isFinite(confidence);
    }
}
