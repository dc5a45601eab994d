package io.llmlab.regression.detect;

import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Regime;
import io.llmlab.regression.detect.segment.Segmentation;
import java.util.Optional;

/// A change with the regimes around it.
///
/// @param change its indices are those of the stretch that was looked at
/// @param pValue chance of such a change anywhere in a stable stretch, whatever was divided for it
record Turn(Change change, Regime before, Regime after, double pValue) {

    /// @param from how many runs of the stretch lie before what was divided
    /// @param divisions that share an error
    static Optional<Turn> last(Segmentation segmentation, int from, int divisions) {
        if (segmentation.changes().isEmpty()) {
            return Optional.empty();
        }
        var change = segmentation.changes().getLast().movedBy(from);
        var regimes = segmentation.regimes();
        return Optional.of(new Turn(
                change, regimes.get(regimes.size() - 2), regimes.getLast(), Math.min(1, divisions * change.pValue())));
    }

    /// What was normal: where the former regime had led to.
    double baseline() {
        return before.end();
    }

    /// Where the series has got to by now.
    double current() {
        return after.end();
    }
}
