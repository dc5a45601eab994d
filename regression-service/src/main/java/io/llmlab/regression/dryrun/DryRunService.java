package io.llmlab.regression.dryrun;

import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.dryrun.DryRunView.OfSeries;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Tries settings on stored history, one series after the other. It stores nothing and tells nobody.
@ApplicationScoped
class DryRunService {

    private final DryRunStore store;
    private final Workers workers;

    DryRunService(DryRunStore store, Workers workers) {
        this.store = store;
        this.workers = workers;
    }

    Uni<DryRunView> dryRun(DryRunRequest request) {
        return store.prepared(request.checked())
                .chain(run -> Multi.createFrom()
                        .iterable(run.affordable())
                        .onItem()
                        .transformToUniAndConcatenate(this::replayed)
                        .collect()
                        .asList()
                        .map(run::view));
    }

    /// @param rehearsals of one series
    private Uni<List<OfSeries>> replayed(List<Rehearsal> rehearsals) {
        return store.itemsOf(rehearsals.getFirst().paired())
                .chain(items -> workers.compute(() -> replayed(rehearsals, items)));
    }

    private static List<OfSeries> replayed(List<Rehearsal> rehearsals, Map<Long, ItemScores> items) {
        return rehearsals.stream().map(rehearsal -> rehearsal.replayed(items)).toList();
    }
}
