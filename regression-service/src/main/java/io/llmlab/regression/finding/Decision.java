package io.llmlab.regression.finding;

/// What a run means for the findings of one of its series.
sealed interface Decision {

    /// The series got worse, and nothing is open for it.
    record Open(Evaluation evaluation) implements Decision {}

    /// What is open shows in the newest runs too.
    record Confirm(Finding finding, Evaluation evaluation) implements Decision {}

    /// The series is back within the baseline it had before the finding.
    record Clear(Finding finding, Evaluation evaluation) implements Decision {}
}
