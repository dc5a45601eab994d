package io.llmlab.regression.finding;

import org.jspecify.annotations.Nullable;

/// What a run means for the findings of one of its series.
sealed interface Decision {

    /// The series got worse, and nothing is open for it.
    ///
    /// @param settled whether it is more than the next run may take back
    record Open(Evaluation evaluation, boolean settled) implements Decision {

        static Open of(Evaluation evaluation) {
            return new Open(evaluation, Settling.isCertain(evaluation));
        }
    }

    /// What is open shows in the newest runs too.
    ///
    /// @param fell the runs since it was last told, where they fell once more; null: they did not
    /// @param settled whether it is more by now than the next run may take back
    record Confirm(
            Finding finding,
            Evaluation evaluation,
            @Nullable Evaluation fell,
            boolean settled) implements Decision {}

    /// The series is back within the baseline it had before the finding.
    record Clear(Finding finding, Evaluation evaluation) implements Decision {}

    /// Without a run that was excluded there is nothing to be seen any more.
    ///
    /// @param evaluation null: no point of the series is left
    record Withdraw(Finding finding, @Nullable Evaluation evaluation) implements Decision {}
}
