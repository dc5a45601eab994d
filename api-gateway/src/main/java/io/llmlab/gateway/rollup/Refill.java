package io.llmlab.gateway.rollup;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/// Makes the rollups anew from the values of the read model, each series in a transaction of its own: those who read
/// see the old rollups of a series or the new ones, and a run that ends meanwhile waits for its series alone.
@ApplicationScoped
public class Refill {

    private static final String SERIES = """
            select model_id, dataset_name, metric_type, metric_name from run_metric where counted
            union
            select model_id, dataset_name, metric_type, metric_name from rollup_series
            order by 1, 2, 3, 4""";

    /// Without a run nothing is known of any period.
    private static final String REACH = """
            select coalesce(min(timestamp), timestamptz '9999-01-01T00:00:00Z') as reach from run""";

    private static final int CHUNK = 500;

    private final Pool pool;
    private final RollupStore store;

    Refill(Pool pool, RollupStore store) {
        this.pool = pool;
        this.store = store;
    }

    /// What there is to do.
    ///
    /// @param reach the time of the oldest run; periods that began earlier stay where they know of more values
    public record Plan(List<SeriesName> series, Instant reach) {}

    public Uni<Plan> plan() {
        return pool.query(SERIES)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row ->
                                new SeriesName(row.getLong(0), row.getString(1), row.getString(2), row.getString(3)))
                        .toList())
                .chain(series -> pool.query(REACH)
                        .execute()
                        .map(rows -> new Plan(
                                series,
                                rows.iterator().next().getOffsetDateTime(0).toInstant())));
    }

    public Uni<Void> fill(SeriesName series, Instant reach) {
        return Panache.withTransaction(() ->
                store.series(List.of(series)).chain(ids -> fill(Objects.requireNonNull(ids.get(series)), reach)));
    }

    private Uni<Void> fill(long seriesId, Instant reach) {
        var rollups = new HashMap<Bucket, Rollup>();
        return Multi.createBy()
                .repeating()
                .uni(RollupStore.Place::new, place -> store.valuesFrom(seriesId, place))
                .until(List::isEmpty)
                .invoke(values -> values.forEach(value -> value.addTo(rollups)))
                .onItem()
                .ignoreAsUni()
                .chain(() -> replace(seriesId, reach, rollups));
    }

    private Uni<Void> replace(long seriesId, Instant reach, Map<Bucket, Rollup> rollups) {
        var partial = rollups.keySet().stream()
                .filter(bucket -> bucket.start().isBefore(reach))
                .toList();
        return store.read(partial)
                .invoke(known -> known.forEach((bucket, rollup) -> keepTheFuller(rollups, bucket, rollup)))
                .chain(() -> store.removeFrom(seriesId, reach))
                .chain(() -> writeInChunks(rollups));
    }

    private static void keepTheFuller(Map<Bucket, Rollup> rollups, Bucket bucket, Rollup known) {
        rollups.computeIfPresent(bucket, (_, made) -> made.count() < known.count() ? known : made);
    }

    private Uni<Void> writeInChunks(Map<Bucket, Rollup> rollups) {
        var chunks = new ArrayList<Map<Bucket, Rollup>>();
        rollups.forEach((bucket, rollup) -> {
            if (chunks.isEmpty() || chunks.getLast().size() == CHUNK) {
                chunks.add(new HashMap<>());
            }
            chunks.getLast().put(bucket, rollup);
        });
        return Multi.createFrom()
                .iterable(chunks)
                .onItem()
                .transformToUniAndConcatenate(store::write)
                .onItem()
                .ignoreAsUni();
    }
}
