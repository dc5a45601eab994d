package io.llmlab.regression.finding;

import io.llmlab.regression.baseline.Stretch;

/// When a finding is settled, which is when people should be disturbed for it: it is beyond chance by far, or later
/// runs show it too.
///
/// A look has an error of some hundredths of a per cent. That is little for one series and much for a hundred that run
/// every hour: someone is told of nothing every few days. Most of that is over with the next run or two, so what is
/// likely waits for them, and what is certain does not. Two stages with an error each are the replication of clinical
/// trials and the double sampling plan of acceptance control (Montgomery, Introduction to Statistical Quality Control,
/// section 15.3): the chance of both is the product.
final class Settling {

    /// By chance once in 100,000 looks: a series that runs every hour waits eleven years for it.
    private static final double CERTAIN = 1e-5;

    /// What later runs must show by themselves: so unlikely is it without a change.
    private static final double REPEATED = .002;

    /// The next run or two may share what disturbed the first: a busy hour of the provider, a full machine.
    private static final int FEWEST_LATER_RUNS = 3;

    /// A small change takes long to be sure of; so long no disturbance lasts.
    private static final int LASTS = 6;

    private Settling() {}

    /// Whether a look needs no other beside it. Methods that spend no fixed error on a look know no chance that could
    /// be compared: who chose them is told at once.
    static boolean isCertain(Evaluation found) {
        var pValue = found.pValue();
        return !found.watch().controlsErrors() || pValue == null || pValue <= CERTAIN;
    }

    /// Whether an open finding is settled with a run that shows it again.
    ///
    /// @param end of its series, that run among the recent ones
    static boolean isSettled(Finding finding, Evaluation shown, Stretch end) {
        return finding.isSettled()
                || isCertain(shown)
                || finding.shownAgain() + 1 >= LASTS
                || isShownByLaterRuns(finding, shown, end.after(finding.arose()));
    }

    private static boolean isShownByLaterRuns(Finding finding, Evaluation shown, Stretch later) {
        if (later.recent().size() < FEWEST_LATER_RUNS) {
            return false;
        }
        var pValue = Evaluation.of(shown.series(), finding.watch(), later).pValue();
        return pValue != null && pValue <= REPEATED;
    }
}
