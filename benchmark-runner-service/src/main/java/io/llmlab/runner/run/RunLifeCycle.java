package io.llmlab.runner.run;

import io.llmlab.platform.audit.Audit;
import io.llmlab.runner.model.ModelRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Moves a run from state to state on a caller's word, and tells of it.
@ApplicationScoped
class RunLifeCycle {

    private final RunRepository runs;
    private final ModelRepository models;
    private final RunStore store;
    private final RunAnnouncer announcer;
    private final Clock clock;

    RunLifeCycle(RunRepository runs, ModelRepository models, RunStore store, RunAnnouncer announcer, Clock clock) {
        this.runs = runs;
        this.models = models;
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
    }

    @WithTransaction
    Uni<RunView> cancel(long id) {
        return runs.requireLocked(id)
                .invoke(run -> run.cancel(clock.instant()))
                .call(run -> models.require(run.modelId()).chain(model -> announcer.cancelled(run, model)))
                .call(run -> audit("cancelled", run))
                .map(Run::view);
    }

    @WithTransaction
    Uni<RunView> retry(long id) {
        return runs.requireLocked(id)
                .invoke(Run::retry)
                .call(run -> Panache.getSession().chain(session -> store.forgetTheEnd(Sql.on(session), run)))
                .call(run -> models.require(run.modelId()).chain(model -> announcer.changed(run, model)))
                .call(run -> audit("retried", run))
                .map(Run::view);
    }

    Uni<Void> audit(String action, Run run) {
        return announcer.audit(Audit.ANONYMOUS, action, run);
    }

    void wakeExecutors() {
        announcer.wakeExecutors();
    }
}
