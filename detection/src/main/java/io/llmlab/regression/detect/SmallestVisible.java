package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import java.util.Map;

/// The smallest change that a look would have seen: what "steady" is worth.
///
/// It takes longer to compute than the look itself, so it is no part of it: who shows a result asks for it.
final class SmallestVisible {

    /// With which chance it is seen.
    static final double POWER = .8;

    private SmallestVisible() {}

    /// Among the newest 1, 3 and 10 runs, in the metric's unit, 0 or more.
    ///
    /// @param alarmRate error of the look
    static Map<String, Object> of(Look look, double alarmRate, Direction direction) {
        var isFall = direction != Direction.LOWER_IS_BETTER;
        return Map.of(
                "smallest_visible_1_run", visible(look, 1, alarmRate, isFall),
                "smallest_visible_3_runs", visible(look, 3, alarmRate, isFall),
                "smallest_visible_10_runs", visible(look, 10, alarmRate, isFall));
    }

    private static double visible(Look look, int runs, double alarmRate, boolean isFall) {
        return Numbers.finite(look.smallestVisible(runs, alarmRate, POWER, isFall));
    }
}
