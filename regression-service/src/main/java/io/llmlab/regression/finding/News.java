package io.llmlab.regression.finding;

import io.llmlab.regression.finding.RegressionCleared.Cleared;
import org.jspecify.annotations.Nullable;

/// What others should hear of one decision.
sealed interface News {

    /// @param again what it is told again for; null: it is new, or graver than it was told
    record Worse(Finding finding, @Nullable FellAgain again) implements News {}

    record Better(Cleared cleared) implements News {}

    /// Nothing that they do not know.
    record Nothing() implements News {}
}
