package io.llmlab.runner.run;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads runs and metrics page by page for an export, past Hibernate: no session is held while a slow client reads.
@ApplicationScoped
class ExportStore {

    private static final String RUNS = """
            select * from run
            where ($1::bigint is null or model_id = $1)
                and ($2::text is null or dataset_name = $2)
                and ($3::text is null or status = $3)
                and ($4::text is null or trigger_type = $4)
                and ($5::timestamptz is null or run_at >= $5)
                and ($6::timestamptz is null or run_at < $6)
                and ($7::text is null or scheduled_job_id = $7)
                and ($8::text is null or batch_id = $8)
                and ($9::bigint is null or parent_run_id = $9)
                and (run_at, id) < (coalesce($10::timestamptz, 'infinity'), coalesce($11::bigint, 0))
            order by run_at desc, id desc limit $12""";

    private static final String METRICS = """
            select * from metric
            where run_at >= $1
                and ($2::bigint is null or model_id = $2)
                and ($3::text is null or metric_type = $3)
                and ($4::text is null or metric_name = $4)
                and ($5::text is null or dataset_name = $5)
                and sample_id is null
                and (run_at, id) > (coalesce($6::timestamptz, '-infinity'), coalesce($7::bigint, 0))
            order by run_at, id limit $8""";

    private final Pool pool;
    private final RunRows rows;
    private final RunDetails details;

    ExportStore(Pool pool, RunRows rows, RunDetails details) {
        this.pool = pool;
        this.rows = rows;
        this.details = details;
    }

    /// A metric, and the time of its run, by which metrics are ordered.
    record PlacedMetric(OffsetDateTime runAt, MetricView view) {}

    /// The newest runs, or those behind the last one.
    Uni<List<RunView>> runs(RunFilter filter, Optional<RunView> last, int limit) {
        var parameters = new ArrayList<@Nullable Object>(filter.columns());
        parameters.add(last.map(run -> utc(run.timestamp())).orElse(null));
        parameters.add(last.map(RunView::id).orElse(null));
        parameters.add(limit);
        return pool.preparedQuery(RUNS)
                .execute(Tuple.tuple(parameters))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(rows::view)
                        .toList());
    }

    /// The oldest metrics of runs as a whole, or those behind the last one.
    Uni<List<PlacedMetric>> metrics(HistoryFilter filter, Instant since, Optional<PlacedMetric> last, int limit) {
        return pool.preparedQuery(METRICS)
                .execute(Tuple.tuple(Arrays.asList(
                        utc(since),
                        filter.modelId(),
                        filter.metricType(),
                        filter.metricName(),
                        filter.datasetName(),
                        last.map(PlacedMetric::runAt).orElse(null),
                        last.map(metric -> metric.view().id()).orElse(null),
                        limit)))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> new PlacedMetric(row.getOffsetDateTime("run_at"), details.metric(row)))
                        .toList());
    }

    static Object utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
