package io.llmlab.runner.run;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.runner.event.ItemScores;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelReference;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Tells of a run's changes, in the transaction of the change.
@ApplicationScoped
public class RunAnnouncer {

    /// Where executors listen; they also look once a second, so a lost call costs a second.
    public static final String RUN_QUEUED = "run-queued";

    private final Outbox outbox;
    private final Audit audit;
    private final EventBus bus;
    private final Clock clock;

    RunAnnouncer(Outbox outbox, Audit audit, EventBus bus, Clock clock) {
        this.outbox = outbox;
        this.audit = audit;
        this.bus = bus;
        this.clock = clock;
    }

    Uni<Void> changed(Run run, Model model) {
        return outbox.append(RunEvents.changed(run.view(), ModelReference.of(model), clock.instant()));
    }

    Uni<Void> cancelled(Run run, Model model) {
        var reference = ModelReference.of(model);
        return outbox.append(RunEvents.completed(
                        run.view(), run.requestId(), reference, List.of(), ItemScores.none(), clock.instant()))
                .chain(() -> changed(run, model));
    }

    /// A run that came finished.
    Uni<Void> pushed(Run run, Model model, List<NewMetric> metrics, ItemScores items) {
        return outbox.append(RunEvents.completed(
                run.view(), run.requestId(), ModelReference.of(model), metrics, items, clock.instant()));
    }

    /// A run that had ended before, with what is thought of it now: nobody is to be woken for it.
    Uni<Void> judgedAnew(Run run, Model model, List<NewMetric> metrics, ItemScores items) {
        return outbox.append(RunEvents.completed(
                run.view(), run.requestId(), ModelReference.of(model), metrics, items, clock.instant(), true));
    }

    Uni<Void> audit(String actor, String action, Run run) {
        return audit.record(actor, action, "run " + run.id());
    }

    /// After the commit: a run waits.
    void wakeExecutors() {
        bus.publish(RUN_QUEUED, "");
    }
}
