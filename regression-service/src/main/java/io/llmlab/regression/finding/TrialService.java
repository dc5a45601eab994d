package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.confirm.ConfirmationService;
import io.llmlab.regression.confirm.DecisionReason;
import io.llmlab.regression.confirm.Suspicion;
import io.llmlab.regression.finding.Decision.Open;
import io.llmlab.regression.finding.Trial.Outcome;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Turns suspicions into findings, or drops them, when their repeats are there or have been waited for long
/// enough.
@ApplicationScoped
public class TrialService {

    private final ConfirmationService confirmations;
    private final SeriesService series;
    private final BaselineService baselines;
    private final FindingRepository findings;
    private final Judge judge;
    private final FindingBook book;

    TrialService(
            ConfirmationService confirmations,
            SeriesService series,
            BaselineService baselines,
            FindingRepository findings,
            Judge judge,
            FindingBook book) {
        this.confirmations = confirmations;
        this.series = series;
        this.baselines = baselines;
        this.findings = findings;
        this.judge = judge;
        this.book = book;
    }

    /// A run that was asked for has ended, well or not; within the current transaction.
    public Uni<Void> repeated(String requestId, long runId) {
        return ConfirmationService.isRepeat(requestId)
                ? confirmations.repeated(requestId, runId).chain(this::decide)
                : Uni.createFrom().voidItem();
    }

    @WithTransaction
    Uni<Void> decideOverdue() {
        return confirmations.overdue().chain(this::decide);
    }

    /// What is suspected of one run is decided and told together.
    private Uni<Void> decide(List<Suspicion> suspicions) {
        var byRun = suspicions.stream()
                .collect(Collectors.groupingBy(Suspicion::runId, LinkedHashMap::new, Collectors.toList()));
        return Multi.createFrom()
                .iterable(byRun.values())
                .onItem()
                .transformToUniAndConcatenate(this::decideOfRun)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> decideOfRun(List<Suspicion> suspicions) {
        return series.byIds(suspicions.stream().map(Suspicion::seriesId).toList())
                .chain(known -> pooled(suspicions, known.values())
                        .chain(pooled -> judge.decide(Trial.of(suspicions, known, pooled))))
                .chain(outcomes -> enter(suspicions, outcomes));
    }

    private Uni<Map<Long, Stretch>> pooled(List<Suspicion> suspicions, Collection<Series> known) {
        return baselines.endsSince(
                known, suspicions.stream().collect(Collectors.toMap(Suspicion::seriesId, Suspicion::evidenceFrom)));
    }

    private Uni<Void> enter(List<Suspicion> suspicions, List<Outcome> outcomes) {
        var bySuspicion = outcomes.stream().collect(Collectors.toMap(Outcome::suspicion, Function.identity()));
        var opened = outcomes.stream()
                .flatMap(outcome -> outcome.finding().stream())
                .map(evaluation -> (Decision) new Open(evaluation))
                .toList();
        return book.enter(suspicions.getFirst().run(), false, opened)
                .chain(() -> findings.openOf(
                        suspicions.stream().map(Suspicion::seriesId).toList()))
                .invoke(open -> suspicions.forEach(suspicion -> settle(suspicion, bySuspicion, open)))
                .replaceWithVoid();
    }

    private void settle(Suspicion suspicion, Map<Suspicion, Outcome> outcomes, Map<Long, Finding> open) {
        var outcome = outcomes.get(suspicion);
        if (outcome == null) {
            // Not a point of it is left.
            confirmations.drop(suspicion, DecisionReason.EXCLUDED);
        } else if (outcome.finding().isPresent()) {
            var finding = requireNonNull(open.get(suspicion.seriesId()));
            confirmations.becomes(suspicion, finding.id(), outcome.reason());
        } else {
            confirmations.drop(suspicion, outcome.reason());
        }
    }
}
