package io.llmlab.alert.event;

import io.llmlab.alert.cost.CostWatch;
import io.llmlab.alert.evaluate.Evaluation;
import io.llmlab.alert.incident.Incidents;
import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.recent.RecentRuns;
import io.llmlab.platform.inbox.Inbox;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

@ApplicationScoped
class RunCompletedConsumer {

    private final Inbox inbox;
    private final RecentRuns runs;
    private final Evaluation evaluation;
    private final CostWatch costs;
    private final Incidents incidents;
    private final Notifications notifications;

    RunCompletedConsumer(
            Inbox inbox,
            RecentRuns runs,
            Evaluation evaluation,
            CostWatch costs,
            Incidents incidents,
            Notifications notifications) {
        this.inbox = inbox;
        this.runs = runs;
        this.evaluation = evaluation;
        this.costs = costs;
        this.incidents = incidents;
        this.notifications = notifications;
    }

    @Incoming("run-completed")
    Uni<Void> consume(Message<String> message) {
        return inbox.once(message, RunCompleted.class, this::take).invoke(notifications::wake);
    }

    private Uni<Void> take(RunCompleted run) {
        return runs.remember(run.recent()).chain(() -> judge(run));
    }

    private Uni<Void> judge(RunCompleted run) {
        if (run.excluded() != null) {
            return withdraw(run, run.excluded());
        }
        if (run.isBackfill()) {
            Log.infof("Run %d is history that arrived late; nobody is told of it", run.runId());
            return Uni.createFrom().voidItem();
        }
        return runs.streaks(run.model().id(), run.dataset().name())
                .chain(streaks -> evaluation.takeFirst(run.signals(streaks)))
                .chain(() -> run.totalCost() == null
                        ? Uni.createFrom().voidItem()
                        : costs.judge(run.subject(), run.timestamp()));
    }

    private Uni<Void> withdraw(RunCompleted run, RunCompleted.Excluded excluded) {
        var text = "Run %d was excluded by %s: %s".formatted(run.runId(), excluded.by(), excluded.reason());
        return incidents
                .lock(run.model().id())
                .chain(() -> incidents.withdraw(run.model().id(), run.runId(), text))
                .chain(() -> costs.review(run.subject()));
    }
}
