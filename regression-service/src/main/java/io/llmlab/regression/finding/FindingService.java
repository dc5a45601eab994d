package io.llmlab.regression.finding;

import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.config.ConfigService;
import io.llmlab.regression.confirm.ConfirmationService;
import io.llmlab.regression.series.Appended;
import io.llmlab.regression.series.MeasuredRun;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

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
                .chain(this::withOpen)
                .chain(scene -> withHeld(scene, run))
                .chain(this::withEnds)
                .chain(scene -> judge.decide(scene, run))
                .chain(decisions -> enter(run, appended.backfill(), decisions));
    }

    private Uni<Scene> withOpen(Scene scene) {
        return findings.openOf(scene.changedIds()).map(scene::withOpen);
    }

    /// A repeat opens nothing: it shows whether what is suspected already stays. An excluded run is suspected of
    /// nothing.
    private Uni<Scene> withHeld(Scene scene, MeasuredRun run) {
        if (!Caution.opensFindings(run)) {
            return Uni.createFrom().item(scene.withHeld(Set.copyOf(scene.changedIds())));
        }
        return (run.excluded()
                        ? confirmations.dropOf(run.id())
                        : Uni.createFrom().voidItem())
                .chain(() -> confirmations.heldOf(scene.changedIds()))
                .map(scene::withHeld);
    }

    private Uni<Void> enter(MeasuredRun run, boolean backfill, List<Decision> decisions) {
        var caution = Caution.with(run, backfill, decisions);
        return book.enter(run, backfill, caution.certain())
                .chain(() -> confirmations.suspect(run, caution.suspected()));
    }

    private Uni<Scene> withEnds(Scene scene) {
        return baselines.endsOf(scene.watched()).map(scene::withEnds);
    }
}
