package io.llmlab.gateway.rollup;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Keeps the rollups up to date with what the read model knows of the runs.
///
/// The values of a run that was not counted yet are added to their periods. Where a run was counted before (it was
/// excluded, included, or told otherwise), nothing can be taken out of a sketch: the days and hours that it touched are
/// worked out again from the values of the read model, and their weeks and months from the days.
@ApplicationScoped
public class Rollups {

    private final RollupStore store;

    Rollups(RollupStore store) {
        this.store = store;
    }

    /// Follows a change of a run's stored metrics, in the current transaction.
    ///
    /// @param change stores the run's metrics anew
    public Uni<Void> during(long runId, Supplier<Uni<Void>> change) {
        return store.countedOf(runId)
                .chain(before ->
                        change.get().chain(() -> store.countedOf(runId)).chain(after -> follow(before, after)));
    }

    private Uni<Void> follow(List<Value> before, List<Value> after) {
        if (before.equals(after)) {
            return Uni.createFrom().voidItem();
        }
        var names = Stream.concat(before.stream(), after.stream())
                .map(Value::series)
                .distinct()
                .toList();
        return store.series(names)
                .chain(ids -> before.isEmpty()
                        ? add(located(ids, after))
                        : workOutAgain(located(ids, before), located(ids, after)));
    }

    private static List<Located> located(Map<SeriesName, Long> ids, List<Value> values) {
        return values.stream()
                .map(value -> new Located(requireNonNull(ids.get(value.series())), value.at(), value.value()))
                .toList();
    }

    private Uni<Void> add(List<Located> values) {
        return store.read(bucketsOf(values, List.of(Period.values())))
                .invoke(rollups -> values.forEach(value -> value.addTo(rollups)))
                .chain(store::write);
    }

    private Uni<Void> workOutAgain(List<Located> before, List<Located> after) {
        var touched = Stream.concat(before.stream(), after.stream()).toList();
        var fine = bucketsOf(touched, Recount.FINE);
        var coarse = bucketsOf(touched, Recount.COARSE);
        var recount = new Recount(before, after);
        return store.read(fine)
                .chain(stored -> store.valuesIn(bucketsOf(touched, List.of(Period.DAY)))
                        .map(values -> recount.of(fine, stored, values)))
                .chain(store::write)
                .chain(() -> store.daysIn(coarse))
                .map(days -> Recount.merged(coarse, days))
                .chain(store::write);
    }

    private static Set<Bucket> bucketsOf(Collection<Located> values, List<Period> periods) {
        var buckets = new LinkedHashSet<Bucket>();
        values.forEach(value -> periods.forEach(period -> buckets.add(value.bucket(period))));
        return buckets;
    }
}
