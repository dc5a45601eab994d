package io.llmlab.regression.detect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a detector measured, whatever it concluded.
///
/// @param baseline the normal value
/// @param current the value now
/// @param pValue chance of a move at least as bad without a cause; null for methods that test nothing. One-sided
///     towards harm, for an improvement one-sided towards it, two-sided where the metric has no direction
/// @param confidence 0 to 1: 1 - the adjusted p-value; for threshold methods min(|change| / threshold, 1)
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
        var chance = pValue == null ? null : Math.min(1, looks * pValue);
        return new Measurement(
                baseline, current, chance, chance == null ? confidence : 1 - chance, changePoint, details);
    }

    double shift() {
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
