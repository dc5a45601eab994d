package io.llmlab.regression.finding;

import org.jspecify.annotations.Nullable;

/// What a run means for the findings of one of its series.
sealed interface Decision {

    /// The series got worse, and nothing is open for it.
    record Open(Evaluation evaluation) implements Decision {}

    /// What is open shows in the newest runs too.
    ///
    /// @param fell the runs since it was last told, where they fell once more; null: they did not
    record Confirm(
            Finding finding,
            Evaluation evaluation,
            @Nullable Evaluation fell) implements Decision {}

    /// The series is back within the baseline it had before the finding.
    record Clear(Finding finding, Evaluation evaluation) implements Decision {}

    /// Without a run that was excluded there is nothing to be seen any more.
    ///
    /// @param evaluation null: no point of the series is left
    record Withdraw(Finding finding, @Nullable Evaluation evaluation) implements Decision {}
}
