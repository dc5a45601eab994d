package io.llmlab.regression.finding;

import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.config.ConfigService;
import io.llmlab.regression.series.Appended;
import io.llmlab.regression.series.MeasuredRun;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Decides what a run means and tells it, within the transaction that added its points.
///
/// A series that got a late point, or lost one of an excluded run, is looked at once, at its end.
@ApplicationScoped
public class FindingService {

    private final ConfigService configs;
    private final BaselineService baselines;
    private final FindingRepository findings;
    private final Workers workers;
    private final FindingBook book;

    FindingService(
            ConfigService configs,
            BaselineService baselines,
            FindingRepository findings,
            Workers workers,
            FindingBook book) {
        this.configs = configs;
        this.baselines = baselines;
        this.findings = findings;
        this.workers = workers;
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
                .chain(this::withEnds)
                .chain(scene -> workers.compute(() -> run.excluded() ? scene.decideWithout(run) : scene.decide()))
                .chain(decisions -> book.enter(run, appended.backfill(), decisions));
    }

    private Uni<Scene> withOpen(Scene scene) {
        return findings.openOf(scene.changedIds()).map(scene::withOpen);
    }

    private Uni<Scene> withEnds(Scene scene) {
        return baselines.endsOf(scene.watched()).map(scene::withEnds);
    }
}
