package io.llmlab.detect;

import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Regime;

/// A change with the regimes around it.
record Turn(Change change, Regime before, Regime after) {

    /// The typical level before.
    double from() {
        return (before.start() + before.end()) / 2;
    }

    double to() {
        return (after.start() + after.end()) / 2;
    }

    /// Signed fraction of the level before; infinite or no number where that is 0.
    double relative() {
        return (to() - from()) / Math.abs(from());
    }
}
