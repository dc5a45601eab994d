package io.llmlab.gateway.stats;

import io.llmlab.gateway.rollup.Moments;
import io.llmlab.gateway.rollup.Period;
import io.llmlab.gateway.rollup.Trend;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Asks the rollups.
@ApplicationScoped
class AggregateQueries {

    private static final String PAGE = """
            select s.model_id, s.dataset_name, s.metric_type, s.metric_name, r.period_type, r.period_start, r.count,
                   r.mean, r.min, r.max, r.squares, r.time_mean, r.time_squares, r.products, r.p25, r.p50, r.p75, r.p95
              from rollup r join rollup_series s on s.id = r.series_id
             where %s
             order by r.period_start desc, r.series_id desc limit %d offset %d""";

    private static final String COUNT = """
            select count(*) from rollup r join rollup_series s on s.id = r.series_id where %s""";

    private final Pool pool;

    AggregateQueries(Pool pool) {
        this.pool = pool;
    }

    /// Newest periods first.
    Uni<Listing<Aggregate>> find(AggregateFilter filter, Instant now, Page page) {
        var conditions = Conditions.of(filter, now);
        var items = pool.preparedQuery(PAGE.formatted(conditions.sql(), page.limit(), page.offset()))
                .execute(Tuple.from(conditions.values()))
                .map(AggregateQueries::aggregates);
        return page.count()
                ? items.chain(found -> total(conditions).map(total -> new Listing<>(found, total)))
                : items.map(found -> new Listing<>(found, null));
    }

    private Uni<Long> total(Conditions conditions) {
        return pool.preparedQuery(COUNT.formatted(conditions.sql()))
                .execute(Tuple.from(conditions.values()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static List<Aggregate> aggregates(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(AggregateQueries::aggregate)
                .toList();
    }

    private static Aggregate aggregate(Row row) {
        var period = Period.valueOf(row.getString("period_type").toUpperCase(Locale.ROOT));
        var start = row.getOffsetDateTime("period_start").toInstant();
        var moments = moments(row);
        var trend = Trend.of(moments);
        return new Aggregate(
                start,
                period.endOf(start),
                period,
                row.getLong("model_id"),
                row.getString("dataset_name"),
                row.getString("metric_type"),
                row.getString("metric_name"),
                moments.count(),
                finite(moments.mean()),
                finite(moments.min()),
                finite(moments.max()),
                finite(moments.deviation()),
                finite(row.getDouble("p25")),
                finite(row.getDouble("p50")),
                finite(row.getDouble("p75")),
                finite(row.getDouble("p95")),
                trend.direction(),
                trend.strength());
    }

    private static Moments moments(Row row) {
        return new Moments(
                row.getLong("count"),
                row.getDouble("mean"),
                row.getDouble("min"),
                row.getDouble("max"),
                row.getDouble("squares"),
                row.getDouble("time_mean"),
                row.getDouble("time_squares"),
                row.getDouble("products"));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
