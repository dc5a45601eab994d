package io.llmlab.regression.detect;

import java.util.Map;

/// `threshold_based`: the mean of the recent runs differs from the mean of the baseline by the threshold or more.
///
/// It tests nothing, so it cannot tell a change from noise: it fits metrics with little noise and changes that matter
/// by their size alone. Source: the relative tolerance check of every monitoring system.
final class ThresholdBased extends Detector {

    @Override
    public String name() {
        return "threshold_based";
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var baseline = Numbers.mean(window.baseline());
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
                        "baseline_points",
                        window.baseline().length,
                        "recent_points",
                        window.recent().length));
        return Judgement.of(measured, true, threshold, direction, settings.severityThresholds());
    }
}
