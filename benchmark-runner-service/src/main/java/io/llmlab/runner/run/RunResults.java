package io.llmlab.runner.run;

import io.llmlab.runner.event.ItemScores;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads what a run that has ended was announced with. In the caller's session.
@ApplicationScoped
class RunResults {

    private static final String METRICS = """
            select metric_type, metric_name, value, unit, std_error, sample_count, higher_is_better from metric
            where run_id = :run and run_at = :at and sample_id is null
            order by id""";

    /// One more than an event may carry shows that there are too many. Several answers to one item are one score.
    private static final String ITEMS = """
            select item_key, avg(score), min(cluster) from sample
            where run_id = :run and run_at = :at
            group by item_key, case when epoch is null then position end
            order by min(position) limit 10001""";

    Uni<List<NewMetric>> metrics(Run run) {
        return rows(METRICS, run)
                .map(rows -> rows.stream().map(RunResults::metric).toList());
    }

    /// Those of a run that went to its end; others were announced without.
    Uni<ItemScores> items(Run run) {
        return run.status() == RunStatus.COMPLETED
                ? rows(ITEMS, run).map(RunResults::scores)
                : Uni.createFrom().item(ItemScores.none());
    }

    private static Uni<List<Object[]>> rows(String sql, Run run) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, Object[].class)
                        .setParameter("run", run.id())
                        .setParameter("at", run.timestamp().atOffset(ZoneOffset.UTC))
                        .getResultList());
    }

    private static NewMetric metric(@Nullable Object[] row) {
        return NewMetric.measured(
                MetricType.valueOf(((String) row[0]).toUpperCase(Locale.ROOT)),
                (String) row[1],
                (Double) row[2],
                (String) row[3],
                (Double) row[4],
                (Integer) row[5],
                (Boolean) row[6]);
    }

    private static ItemScores scores(List<Object[]> rows) {
        var items = new ItemScores.Collector();
        rows.forEach(row -> items.add((String) row[0], (Double) row[1], (String) row[2]));
        return items.items();
    }
}
