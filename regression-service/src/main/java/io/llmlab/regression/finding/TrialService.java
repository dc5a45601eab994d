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
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
                ? confirmations.repeated(requestId, runId).chain(all -> all ? decide(requestId) : nothing())
                : nothing();
    }

    /// The requests that have waited long enough; a bounded number.
    @WithSession
    Uni<List<String>> overdue() {
        return confirmations.overdue();
    }

    /// Decides what waits for these repeats; all of it was suspected of one run, so it is judged and told together. No
    /// run is added to its series meanwhile.
    @WithTransaction
    Uni<Void> decide(String requestId) {
        return confirmations
                .seriesOf(requestId)
                .chain(series::lock)
                .chain(() -> confirmations.pendingOf(requestId))
                .chain(pending -> pending.isEmpty() ? nothing() : decide(pending));
    }

    private Uni<Void> decide(List<Suspicion> suspicions) {
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
        return openOf(suspicions)
                .chain(open -> book.enter(suspicions.getFirst().run(), false, toOpen(outcomes, open.keySet())))
                .chain(() -> openOf(suspicions))
                .chain(open -> settle(suspicions, outcomes, open));
    }

    private Uni<Map<Long, Finding>> openOf(List<Suspicion> suspicions) {
        return findings.openOf(suspicions.stream().map(Suspicion::seriesId).toList());
    }

    /// What another method found meanwhile is not found again.
    private static List<Decision> toOpen(List<Outcome> outcomes, Set<Long> open) {
        return outcomes.stream()
                .filter(outcome -> !open.contains(outcome.suspicion().seriesId()))
                .flatMap(TrialService::toOpen)
                .toList();
    }

    /// What its repeats showed too is settled.
    private static Stream<Decision> toOpen(Outcome outcome) {
        return outcome.finding().stream()
                .map(look -> outcome.reason() == DecisionReason.CONFIRMED ? new Open(look, true) : Open.of(look));
    }

    private Uni<Void> settle(List<Suspicion> suspicions, List<Outcome> outcomes, Map<Long, Finding> open) {
        var bySuspicion = outcomes.stream().collect(Collectors.toMap(Outcome::suspicion, Function.identity()));
        return Multi.createFrom()
                .iterable(suspicions)
                .onItem()
                .transformToUniAndConcatenate(
                        suspicion -> settle(suspicion, bySuspicion.get(suspicion), open.get(suspicion.seriesId())))
                .collect()
                .last();
    }

    /// @param outcome null: not a point of it is left
    private Uni<Void> settle(Suspicion suspicion, @Nullable Outcome outcome, @Nullable Finding open) {
        if (outcome == null) {
            confirmations.drop(suspicion, DecisionReason.EXCLUDED);
        } else if (outcome.finding().isPresent()) {
            confirmations.becomes(suspicion, requireNonNull(open).id(), outcome.reason());
        } else {
            confirmations.drop(suspicion, outcome.reason());
            return outcome.reason() == DecisionReason.NOT_REPEATED ? leaveOut(suspicion) : nothing();
        }
        return nothing();
    }

    private Uni<Void> leaveOut(Suspicion suspicion) {
        return baselines.drop(
                suspicion.id(),
                suspicion.seriesId(),
                suspicion.evidenceFrom(),
                suspicion.run().position());
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
