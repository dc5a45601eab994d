package io.llmlab.regression.detect;

import io.llmlab.regression.detect.scale.Family;

/// The least change that matters in practice, beside every p-value: with many samples a test finds differences
/// that matter to nobody.
final class Floor {

    /// One point of accuracy.
    private static final double OF_SHARES = .01;

    /// Of latency, tokens, cost.
    private static final double OF_POSITIVE = .05;

    private Floor() {}

    /// Whether a change reaches it. Real numbers have none unless one is set: nothing is known of what they mean.
    static boolean isReached(Family family, Settings settings, double baseline, double current) {
        var set = settings.practicalFloor();
        var change = Math.abs(Numbers.difference(current, baseline));
        return switch (family) {
            case PROPORTION -> change >= (set == null ? OF_SHARES : set);
            case POSITIVE -> change >= (set == null ? OF_POSITIVE : set) * Math.abs(baseline);
            case REAL -> change >= (set == null ? 0 : set) * Math.abs(baseline);
        };
    }
}
