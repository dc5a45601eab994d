package io.llmlab.detect;

import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Regime;

/// A change with the regimes around it.
record Turn(Change change, Regime before, Regime after) {

    /// Where the regime before had led to.
    double from() {
        return before.end();
    }

    /// Where the regime after it has led to.
    double to() {
        return after.end();
    }

    /// Signed fraction of the level before; infinite or no number where that is 0.
    double relative() {
        return (to() - from()) / Math.abs(from());
    }
}
