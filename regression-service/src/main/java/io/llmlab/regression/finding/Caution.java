package io.llmlab.regression.finding;

import io.llmlab.regression.confirm.ConfirmationService;
import io.llmlab.regression.confirm.Suspected;
import io.llmlab.regression.finding.Decision.Open;
import io.llmlab.regression.series.MeasuredRun;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a run decided, parted into what holds at once and what is only suspected: regressions whose configuration asks
/// for confirmation, of a run that can be repeated and is no history.
record Caution(List<Decision> certain, List<Suspected> suspected) {

    static Caution with(MeasuredRun run, boolean backfill, List<Decision> decisions) {
        var canWait = !backfill && run.circumstances().canBeRepeated();
        var opened = decisions.stream()
                .flatMap(decision -> decision instanceof Open open ? Stream.of(open.evaluation()) : Stream.empty())
                .collect(Collectors.groupingBy(
                        evaluation -> evaluation.series().id(),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), found -> chosen(found, canWait))));
        var others = decisions.stream().filter(decision -> !(decision instanceof Open));
        return new Caution(
                Stream.concat(
                                opened.values().stream()
                                        .filter(evaluation -> !(canWait && waits(evaluation)))
                                        .map(Open::of),
                                others)
                        .toList(),
                opened.values().stream()
                        .filter(evaluation -> canWait && waits(evaluation))
                        .map(Caution::suspected)
                        .toList());
    }

    /// What is certain by one method needs no confirmation for another's sake, however grave.
    private static Evaluation chosen(List<Evaluation> ofSeries, boolean canWait) {
        Comparator<Evaluation> certainFirst = Comparator.comparing(evaluation -> !(canWait && waits(evaluation)));
        return Collections.max(ofSeries, certainFirst.thenComparing(Evaluation.BY_SEVERITY));
    }

    /// Whether the run is none of those by which something is confirmed: these open nothing themselves.
    static boolean opensFindings(MeasuredRun run) {
        return !ConfirmationService.isRepeat(run.circumstances().requestId());
    }

    private static boolean waits(Evaluation evaluation) {
        return evaluation.watch().confirmRuns() > 0;
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
