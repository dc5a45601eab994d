package io.llmlab.regression.finding;

import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.series.MeasuredRun;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Decides on the worker pool, by the rule that is set for looks that are judged together.
@ApplicationScoped
class Judge {

    private final Workers workers;
    private final DiscoveryConfig config;

    Judge(Workers workers, DiscoveryConfig config) {
        this.workers = workers;
        this.config = config;
    }

    Uni<List<Decision>> decide(Scene scene, MeasuredRun run) {
        return workers.compute(
                () -> run.excluded() ? scene.decideWithout(run, config.rule()) : scene.decide(config.rule()));
    }

    Uni<List<Trial.Outcome>> decide(Trial trial) {
        return workers.compute(() -> trial.decide(config.rule()));
    }
}
