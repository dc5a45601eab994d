package io.llmlab.regression.detect;

import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Outcome.Unmeasurable;

/// Turns a measurement into an outcome: what all methods have in common.
final class Judgement {

    private Judgement() {}

    /// @param counts whether the move is more than noise by the method's own rule
    /// @param floor the least change that matters in practice, as a fraction of the baseline; a baseline of 0
    ///     has no such fraction, so there every move passes
    static Outcome of(
            Measurement measured, boolean counts, double floor, Direction direction, SeverityThresholds severities) {
        if (!measured.isFinite()) {
            return new Unmeasurable("the values are too large to compute with");
        }
        var change = measured.change();
        var shift = measured.shift();
        if (!counts || shift == 0 || (change != null && Math.abs(change) < floor)) {
            return new Steady(measured);
        }
        if (direction == Direction.NONE) {
            return new Shifted(measured);
        }
        return direction.isWorse(shift) ? new Regressed(measured, severities.of(change)) : new Improved(measured);
    }

    /// The confidence of a threshold method: how far the change goes towards the threshold, 0 to 1.
    static double towards(double threshold, double current, double baseline) {
        var change = Numbers.change(current, baseline);
        if (change == null) {
            return Numbers.difference(current, baseline) == 0 ? 0 : 1;
        }
        return threshold == 0 ? 1 : Math.min(Math.abs(change) / threshold, 1);
    }
}
