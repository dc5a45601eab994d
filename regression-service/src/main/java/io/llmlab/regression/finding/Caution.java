package io.llmlab.regression.finding;

import io.llmlab.regression.confirm.ConfirmationService;
import io.llmlab.regression.confirm.Suspected;
import io.llmlab.regression.finding.Decision.Open;
import io.llmlab.regression.series.MeasuredRun;
import java.util.List;

/// What a run decided, parted into what holds at once and what is only suspected: regressions whose configuration asks
/// for confirmation, of a run that can be repeated and is no history.
record Caution(List<Decision> certain, List<Suspected> suspected) {

    static Caution with(MeasuredRun run, boolean backfill, List<Decision> decisions) {
        if (backfill || !run.circumstances().canBeRepeated()) {
            return new Caution(decisions, List.of());
        }
        return new Caution(
                decisions.stream().filter(decision -> !waits(decision)).toList(),
                decisions.stream()
                        .filter(Caution::waits)
                        .map(decision -> suspected(((Open) decision).evaluation()))
                        .toList());
    }

    /// Whether the run is none of those by which something is confirmed: these open nothing themselves.
    static boolean opensFindings(MeasuredRun run) {
        return !ConfirmationService.isRepeat(run.circumstances().requestId());
    }

    private static boolean waits(Decision decision) {
        return decision instanceof Open(var evaluation) && evaluation.watch().confirmRuns() > 0;
    }

    private static Suspected suspected(Evaluation evaluation) {
        return new Suspected(
                evaluation.series(),
                evaluation.watch(),
                evaluation.onset(),
                evaluation.outcome().severity(),
                evaluation.requireMeasurement());
    }
}
