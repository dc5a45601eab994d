package io.llmlab.runner.run;

import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads metrics and samples, of which there are many.
@ApplicationScoped
class RunDetails {

    private static final String METRICS = "select * from metric where run_id = $1 and run_at = $2 order by id";

    private static final String HISTORY = """
            select * from metric
            where run_at >= $1
                and ($2::bigint is null or model_id = $2)
                and ($3::text is null or metric_type = $3)
                and ($4::text is null or metric_name = $4)
                and ($5::text is null or dataset_name = $5)
                and sample_id is null
            order by run_at, id limit $6 offset $7""";

    private static final String SAMPLES = """
            select * from sample
            where run_id = $1 and run_at = $2 and position > $3
            order by position limit $4 offset $5""";
    private static final String COUNT_SAMPLES = "select count(*) from sample where run_id = $1 and run_at = $2";

    private final Pool pool;
    private final RunRows rows;

    RunDetails(Pool pool, RunRows rows) {
        this.pool = pool;
        this.rows = rows;
    }

    Uni<List<MetricView>> metrics(RunView run) {
        return query(METRICS, this::metric, run.id(), utc(run.timestamp()));
    }

    /// Oldest first.
    Uni<List<MetricView>> history(HistoryFilter filter, Instant since, Page page) {
        return query(
                HISTORY,
                this::metric,
                utc(since),
                filter.modelId(),
                filter.metricType(),
                filter.metricName(),
                filter.datasetName(),
                page.limit(),
                page.offset());
    }

    /// In the order of the data set; `after` is a position.
    Uni<List<SampleView>> samples(RunView run, Page page) {
        var after = page.after() == null ? -1 : Math.clamp(page.after(), -1, Integer.MAX_VALUE);
        return query(SAMPLES, RunDetails::sample, run.id(), utc(run.timestamp()), after, page.limit(), page.offset());
    }

    /// In the order of the data set.
    ///
    /// @param after a position, -1 for the beginning
    Uni<List<SampleView>> samplesAfter(RunView run, int after, int limit) {
        return query(SAMPLES, RunDetails::sample, run.id(), utc(run.timestamp()), after, limit, 0);
    }

    Uni<Long> countSamples(RunView run) {
        return query(COUNT_SAMPLES, row -> row.getLong(0), run.id(), utc(run.timestamp()))
                .map(List::getFirst);
    }

    private <T> Uni<List<T>> query(String sql, Function<Row, T> read, @Nullable Object... parameters) {
        return pool.preparedQuery(sql)
                .execute(Tuple.tuple(Arrays.asList(parameters)))
                .map(found -> list(found, read));
    }

    private static <T> List<T> list(RowSet<Row> found, Function<Row, T> read) {
        return StreamSupport.stream(found.spliterator(), false).map(read).toList();
    }

    /// @param row all columns of table metric
    MetricView metric(Row row) {
        return new MetricView(
                row.getLong("id"),
                row.getLong("run_id"),
                MetricType.valueOf(row.getString("metric_type").toUpperCase(Locale.ROOT)),
                row.getString("metric_name"),
                row.getDouble("value"),
                row.getString("unit"),
                row.getString("category"),
                row.getString("sample_id"),
                rows.json(row.getString("metadata")),
                row.getOffsetDateTime("at").toInstant(),
                row.getDouble("std_error"),
                row.getInteger("sample_count"),
                row.getBoolean("higher_is_better"));
    }

    private static SampleView sample(Row row) {
        return new SampleView(
                row.getString("sample_id"),
                row.getInteger("position"),
                row.getString("prompt"),
                row.getString("answer"),
                row.getString("target"),
                row.getDouble("score"),
                row.getBoolean("parsed"),
                row.getDouble("latency_ms"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getDouble("cost"),
                row.getString("error"),
                row.getString("cluster"),
                row.getString("item_key"),
                row.getInteger("epoch"),
                row.getBoolean("refused"),
                row.getString("finish_reason"),
                row.getString("model_resolved"),
                row.getString("system_fingerprint"),
                row.getDouble("time_to_first_token_ms"),
                row.getDouble("tokens_per_second"),
                judge(row),
                row.getBoolean("cached"));
    }

    private static SampleView.@Nullable Judge judge(Row row) {
        var reply = row.getString("judge_reply");
        return reply == null
                ? null
                : new SampleView.Judge(
                        reply,
                        row.getString("judge_model_resolved"),
                        row.getString("judge_system_fingerprint"),
                        row.getLong("judge_input_tokens"),
                        row.getLong("judge_output_tokens"),
                        row.getDouble("judge_cost"),
                        row.getDouble("judge_label"),
                        row.getDouble("judge_label_score"));
    }

    private static Object utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
