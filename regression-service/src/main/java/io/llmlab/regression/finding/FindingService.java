package io.llmlab.regression.finding;

import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.config.ConfigService;
import io.llmlab.regression.confirm.ConfirmationService;
import io.llmlab.regression.series.Appended;
import io.llmlab.regression.series.MeasuredRun;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/// Decides what a run means and tells it, within the transaction that added its points.
///
/// A series that got a late point, or lost one of an excluded run, is looked at once, at its end.
@ApplicationScoped
public class FindingService {

    private final ConfigService configs;
    private final BaselineService baselines;
    private final FindingRepository findings;
    private final ConfirmationService confirmations;
    private final Judge judge;
    private final FindingBook book;

    FindingService(
            ConfigService configs,
            BaselineService baselines,
            FindingRepository findings,
            ConfirmationService confirmations,
            Judge judge,
            FindingBook book) {
        this.configs = configs;
        this.baselines = baselines;
        this.findings = findings;
        this.confirmations = confirmations;
        this.judge = judge;
        this.book = book;
    }

    /// Looks at the series that the run changed, and at no other.
    public Uni<Void> evaluate(MeasuredRun run, Appended appended) {
        if (appended.series().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return configs.watches()
                .map(watches -> Scene.of(appended.series(), watches))
                .chain(scene -> withHeld(scene, run))
                .chain(this::withOpen)
                .chain(this::withEnds)
                .chain(this::withOwn)
                .chain(scene -> judge.decide(scene, run))
                .chain(decisions -> enter(run, appended.backfill(), decisions));
    }

    /// After what is held: a suspicion that becomes a finding in between is seen as the one or the other.
    private Uni<Scene> withOpen(Scene scene) {
        return findings.openOf(scene.changedIds()).map(scene::withOpen);
    }

    /// A repeat opens nothing: it shows whether what is suspected already stays. An excluded run is suspected of
    /// nothing.
    private Uni<Scene> withHeld(Scene scene, MeasuredRun run) {
        if (!Caution.opensFindings(run)) {
            return Uni.createFrom().item(scene.with(Hold.EVERYTHING));
        }
        return (run.excluded()
                        ? confirmations.dropOf(run.id())
                        : Uni.createFrom().voidItem())
                .chain(() -> confirmations.heldOf(scene.changedIds()))
                .map(waiting -> scene.with(new Hold(waiting, false)));
    }

    private Uni<Void> enter(MeasuredRun run, boolean backfill, List<Decision> decisions) {
        var caution = Caution.with(run, backfill, decisions);
        return book.enter(run, backfill, caution.certain())
                .chain(() -> confirmations.suspect(run, caution.suspected()));
    }

    private Uni<Scene> withEnds(Scene scene) {
        return baselines.endsOf(scene.watched()).map(scene::withEnds);
    }

    /// Only for methods that spend a fixed error on a look: others would find the same again and again.
    private Uni<Scene> withOwn(Scene scene) {
        var told = scene.open().values().stream()
                .filter(finding -> finding.watch().controlsErrors())
                .collect(Collectors.toMap(Finding::seriesId, Finding::told));
        return told.isEmpty()
                ? Uni.createFrom().item(scene)
                : baselines.newestSince(told).map(scene::withOwn);
    }
}
