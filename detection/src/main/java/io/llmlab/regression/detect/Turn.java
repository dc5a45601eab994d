package io.llmlab.regression.detect;

import io.llmlab.regression.detect.scale.Scale;
import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Margin;
import io.llmlab.regression.detect.segment.Regime;
import io.llmlab.regression.detect.segment.Segmentation;
import java.util.Optional;

/// A change with the regimes around it.
///
/// @param change its indices are those of the stretch that was looked at
/// @param scale on which the regimes were compared
/// @param margin how well their difference is known
/// @param pValue chance of such a change anywhere in a stable stretch, whatever was divided for it
record Turn(Change change, Regime before, Regime after, Scale scale, Margin margin, double pValue) {

    /// @param from how many runs of the stretch lie before what was divided
    /// @param divisions that share an error
    static Optional<Turn> last(Segmentation segmentation, int from, int divisions) {
        if (segmentation.changes().isEmpty()) {
            return Optional.empty();
        }
        var change = segmentation.changes().getLast().movedBy(from);
        var regimes = segmentation.regimes();
        var before = regimes.get(regimes.size() - 2);
        var after = regimes.getLast();
        return Optional.of(new Turn(
                change,
                before,
                after,
                segmentation.scale(),
                Margin.between(before, after, segmentation.correlation()),
                Math.min(1, divisions * change.pValue())));
    }

    /// What was normal: where the former regime had led to.
    double baseline() {
        return before.end();
    }

    /// By how much the series has moved, with what is not known of it.
    Interval difference() {
        return Interval.around(scale, baseline(), current(), margin.error(), margin.freedom());
    }

    /// Where the series has got to by now.
    double current() {
        return after.end();
    }
}
