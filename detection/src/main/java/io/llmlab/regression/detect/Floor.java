package io.llmlab.regression.detect;

import io.llmlab.regression.detect.scale.Family;

/// The least change that matters in practice, beside every p-value: with many samples a test finds differences
/// that matter to nobody.
public final class Floor {

    /// One point of accuracy.
    private static final double OF_SHARES = .01;

    /// Of latency, tokens, cost.
    private static final double OF_POSITIVE = .05;

    private Floor() {}

    /// Whether a change reaches it. Real numbers have none unless one is set: nothing is known of what they mean.
    static boolean isReached(Family family, Settings settings, double baseline, double current) {
        return Math.abs(Numbers.difference(current, baseline)) >= least(family, settings, baseline);
    }

    /// The least change from a baseline that reaches it, in the metric's unit.
    public static double least(Family family, Settings settings, double baseline) {
        var set = settings.practicalFloor();
        return switch (family) {
            case PROPORTION -> set == null ? OF_SHARES : set;
            case POSITIVE -> (set == null ? OF_POSITIVE : set) * Math.abs(baseline);
            case REAL -> (set == null ? 0 : set) * Math.abs(baseline);
        };
    }
}
