package io.llmlab.alert.event;

import io.llmlab.alert.cost.CostWatch;
import io.llmlab.alert.evaluate.Evaluation;
import io.llmlab.alert.incident.Incidents;
import io.llmlab.alert.recent.RecentRuns;
import io.llmlab.alert.watch.SeriesWatch;
import io.llmlab.platform.log.LogField;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// What follows from the end of a run, within the transaction of its event.
@ApplicationScoped
class RunIntake {

    private final RecentRuns runs;
    private final SeriesWatch series;
    private final Evaluation evaluation;
    private final CostWatch costs;
    private final Incidents incidents;

    RunIntake(RecentRuns runs, SeriesWatch series, Evaluation evaluation, CostWatch costs, Incidents incidents) {
        this.runs = runs;
        this.series = series;
        this.evaluation = evaluation;
        this.costs = costs;
        this.incidents = incidents;
    }

    Uni<Void> take(RunCompleted run) {
        return runs.remember(run.recent()).chain(() -> judge(run));
    }

    private Uni<Void> judge(RunCompleted run) {
        if (run.excluded() != null) {
            return withdraw(run, run.excluded());
        }
        if (run.isBackfill()) {
            try (var _ = LogField.of("run_id", run.runId())) {
                Log.infof("Run %d is history that arrived late; nobody is told of it", run.runId());
            }
            return Uni.createFrom().voidItem();
        }
        return series.seen(run.subject(), run.isPushed(), run.expectedInterval())
                .chain(() -> runs.streaks(run.model().id(), run.dataset().name()))
                .chain(streaks -> evaluation.takeFirst(run.signals(streaks)))
                .chain(() -> judgeCosts(run));
    }

    private Uni<Void> judgeCosts(RunCompleted run) {
        return run.totalCost() == null ? Uni.createFrom().voidItem() : costs.judge(run.subject(), run.timestamp());
    }

    private Uni<Void> withdraw(RunCompleted run, RunCompleted.Excluded excluded) {
        var text = "Run %d was excluded by %s: %s".formatted(run.runId(), excluded.by(), excluded.reason());
        return incidents
                .lock(run.model().id())
                .chain(() -> incidents.withdraw(run.model().id(), run.runId(), text))
                .chain(() -> costs.review(run.subject()));
    }
}
