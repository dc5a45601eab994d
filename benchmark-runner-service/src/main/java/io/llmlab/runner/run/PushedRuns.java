package io.llmlab.runner.run;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.trace.Traces;
import io.llmlab.runner.event.ItemScores;
import io.llmlab.runner.model.Model;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;

/// Stores runs that were executed elsewhere: run, metrics, samples and the event in one transaction.
@ApplicationScoped
public class PushedRuns {

    private final RunRepository runs;
    private final RunStore store;
    private final RunAnnouncer announcer;
    private final Clock clock;
    private final Traces traces;

    PushedRuns(RunRepository runs, RunStore store, RunAnnouncer announcer, Clock clock, Traces traces) {
        this.runs = runs;
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
        this.traces = traces;
    }

    @WithTransaction
    public Uni<RunView> store(Pushed pushed, Model model) {
        return runs.store(Run.pushed(pushed, model, clock.instant()))
                .call(run -> Panache.getSession().chain(session -> storeDetails(session, run.view(), pushed)))
                .call(run -> announcer.pushed(run, model, pushed.summary().metrics(), items(pushed)))
                .call(run -> announcer.audit(Audit.ANONYMOUS, "pushed", run))
                .map(Run::view)
                .invoke(run -> traces.about(RunEvents.cause(run.id())));
    }

    private Uni<Integer> storeDetails(Mutiny.Session session, RunView run, Pushed pushed) {
        var sql = Sql.on(session);
        return store.insertMetrics(sql, run, pushed.summary().metrics())
                .chain(() -> store.insertSamples(sql, run.id(), run.timestamp(), pushed.samples()));
    }

    private static ItemScores items(Pushed pushed) {
        var items = new ItemScores.Collector();
        pushed.samples().forEach(sample -> items.add(sample.itemKey(), sample.score(), sample.cluster()));
        return items.items();
    }
}
