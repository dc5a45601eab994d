package io.llmlab.regression.detect;

import java.util.Arrays;
import java.util.Map;

/// `rolling_average`: the mean of the recent runs differs by the threshold or more from the average of the
/// `window_size` runs right before them (fewer where the baseline is shorter).
///
/// Unlike `threshold_based` it forgets: it follows a slow drift without a word and sees the quick change only.
/// Source: the trailing moving average, NIST/SEMATECH e-Handbook of Statistical Methods, section 6.4.2.1.
final class RollingAverage extends Detector {

    @Override
    public String name() {
        return "rolling_average";
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var all = window.baseline();
        var averaged = Arrays.copyOfRange(all, Math.max(0, all.length - settings.windowSize()), all.length);
        var baseline = Numbers.mean(averaged);
        var current = Numbers.mean(window.recent());
        var threshold = settings.threshold();
        var measured = new Measurement(
                baseline,
                current,
                null,
                Judgement.towards(threshold, current, baseline),
                null,
                Map.of(
                        "threshold",
                        threshold,
                        "window_size",
                        averaged.length,
                        "recent_points",
                        window.recent().length));
        return Judgement.of(measured, true, threshold, direction, settings.severityThresholds());
    }
}
