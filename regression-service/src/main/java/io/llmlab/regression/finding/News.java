package io.llmlab.regression.finding;

import io.llmlab.regression.finding.RegressionCleared.Cleared;
import io.llmlab.regression.finding.RegressionFound.Found;

/// What others should hear of one decision.
sealed interface News {

    record Worse(Found found) implements News {}

    record Better(Cleared cleared) implements News {}

    /// Nothing that they do not know.
    record Nothing() implements News {}
}
