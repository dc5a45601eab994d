package io.llmlab.regression.item;

import io.llmlab.regression.detect.paired.ItemScores;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// Keeps what each run scored on each item. Its methods run within the caller's transaction or session.
@ApplicationScoped
public class ItemService {

    private final ItemRepository items;

    ItemService(ItemRepository items) {
        this.items = items;
    }

    /// Keeps a run's scores; of a run that has some already, the first ones stay.
    public Uni<Void> keep(long runId, Instant at, ItemScores scores) {
        return scores.isEmpty() ? Uni.createFrom().voidItem() : items.keep(runId, at, scores);
    }

    /// Those of these runs whose scores are kept.
    public Uni<Set<Long>> keptOf(Collection<Long> runIds) {
        return runIds.isEmpty() ? Uni.createFrom().item(Set.of()) : items.keptOf(runIds);
    }

    /// The scores of these runs, a few at a time; a run whose items are not known is absent.
    public Uni<Map<Long, ItemScores>> ofRuns(Collection<Long> runIds) {
        return runIds.isEmpty() ? Uni.createFrom().item(Map.of()) : items.ofRuns(runIds);
    }
}
