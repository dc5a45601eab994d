package io.llmlab.regression.baseline;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.regression.baseline.Baseline.Choice;
import io.llmlab.regression.baseline.ChosenRuns.Chosen;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Enters what is normal for a series. Its methods run within the caller's transaction, with the series locked.
@ApplicationScoped
class BaselineLedger {

    private final ChosenBaselineRepository baselines;
    private final LeftOutRepository leftOut;
    private final Audit audit;
    private final Clock clock;

    BaselineLedger(ChosenBaselineRepository baselines, LeftOutRepository leftOut, Audit audit, Clock clock) {
        this.baselines = baselines;
        this.leftOut = leftOut;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<Baseline> choose(Chosen chosen, BaselineRequest request) {
        var choice = choice(request.by(), request.reason());
        return baselines
                .pinnedOf(chosen.series().id())
                .invoke(BaselineLedger::refuseSecond)
                .call(() -> request.kind() == BaselineKind.ROLLING
                        ? refuseWhileOpen(chosen.series().id())
                        : nothing())
                .chain(() -> baselines.add(baseline(request.kind(), chosen, choice), chosen.runs()))
                .call(baseline -> record(choice.by(), "chose", baseline.id()));
    }

    private static Baseline baseline(BaselineKind kind, Chosen chosen, Choice choice) {
        return switch (kind) {
            case ROLLING -> Baseline.rolling(chosen.series(), chosen.runs().getFirst(), choice);
            case PINNED -> Baseline.pinned(chosen.series(), chosen.runs().getLast(), choice);
        };
    }

    /// What a finding shows is normal from its onset on. A pinned baseline, which says otherwise, is released.
    Uni<Void> accept(long findingId, Series series, String by, @Nullable String reason) {
        var choice = choice(by, reason);
        return leftOut.from(findingId)
                .chain(onset -> begin(findingId, series, onset, choice))
                .call(() -> leftOut.waive(findingId))
                .call(() -> baselines.pinnedOf(series.id()).invoke(pinned -> release(pinned, choice)))
                .chain(baseline -> record(by, "chose", baseline.id()));
    }

    private Uni<Baseline> begin(long findingId, Series series, Position onset, Choice choice) {
        return baselines.add(Baseline.accepted(findingId, series, onset, choice), List.of(onset));
    }

    private static void release(Optional<Baseline> pinned, Choice choice) {
        pinned.ifPresent(baseline -> baseline.release(choice.by(), choice.at()));
    }

    /// What was chosen before holds again. The runs of a finding that was accepted are no baseline any more. What is
    /// open against pinned runs rests on them, so that it is judged first.
    Uni<Void> release(Baseline baseline, String by) {
        baseline.release(by, clock.instant());
        return letGo(baseline).chain(() -> record(by, "released", baseline.id()));
    }

    private Uni<Void> letGo(Baseline baseline) {
        var finding = baseline.findingId();
        if (baseline.kind() == BaselineKind.PINNED) {
            return refuseWhileOpen(baseline.seriesId());
        }
        return finding == null ? nothing() : leftOut.reinstate(finding);
    }

    private static void refuseSecond(Optional<Baseline> pinned) {
        pinned.ifPresent(baseline -> {
            throw new Conflict("Baseline %d is pinned for this series: release it first".formatted(baseline.id()));
        });
    }

    private Uni<Void> refuseWhileOpen(long seriesId) {
        return leftOut.openFinding(seriesId).invoke(BaselineLedger::refuseOpen).replaceWithVoid();
    }

    private static void refuseOpen(Optional<Long> finding) {
        finding.ifPresent(id -> {
            throw new Conflict(
                    "Finding %d is open for this series: accept it as the new normal, or call it a false alarm"
                            .formatted(id));
        });
    }

    private Choice choice(String by, @Nullable String reason) {
        return new Choice(by, reason, clock.instant());
    }

    private Uni<Void> record(String by, String action, long id) {
        return audit.record(by, action, "baseline %d".formatted(id));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
