package io.llmlab.gateway.rollup;

/// The statements of the rollups. Each takes a list as JSON in `$1`, which goes through text: bound as jsonb, the
/// client
/// would send it as one JSON string.
final class RollupStatements {

    /// Whoever works on a series holds its row until the end of the transaction. In the order of their names, so that
    /// two who do wait for each other in turn.
    static final String SERIES = """
            insert into rollup_series (model_id, dataset_name, metric_type, metric_name)
            select distinct s.model_id, s.dataset_name, s.metric_type, s.metric_name
              from jsonb_to_recordset(cast(cast($1 as text) as jsonb))
                   as s(model_id bigint, dataset_name text, metric_type text, metric_name text)
             order by 1, 2, 3, 4
            on conflict (model_id, dataset_name, metric_type, metric_name) do update set model_id = excluded.model_id
            returning id, model_id, dataset_name, metric_type, metric_name""";

    /// The values of a run that are in the rollups; its id is `$1`.
    static final String COUNTED = """
            select model_id, dataset_name, metric_type, metric_name, timestamp, value
              from run_metric where run_id = $1 and counted
             order by metric_type, metric_name""";

    /// All values that belong into the given periods.
    static final String VALUES = """
            select b.series_id, m.timestamp, m.value
              from jsonb_to_recordset(cast(cast($1 as text) as jsonb))
                   as b(series_id bigint, period_start timestamptz, period_end timestamptz)
              join rollup_series s on s.id = b.series_id
              join run_metric m on m.model_id = s.model_id and m.dataset_name = s.dataset_name
                                and m.metric_type = s.metric_type and m.metric_name = s.metric_name
             where m.counted and m.timestamp >= b.period_start and m.timestamp < b.period_end
             order by b.series_id, m.timestamp, m.run_id""";

    private static final String COLUMNS = """
            r.series_id, r.period_type, r.period_start, r.count, r.mean, r.min, r.max, r.squares, r.time_mean,
            r.time_squares, r.products, encode(r.sketch, 'hex')""";

    static final String READ = """
            select %s
              from jsonb_to_recordset(cast(cast($1 as text) as jsonb))
                   as b(series_id bigint, period_type text, period_start timestamptz)
              join rollup r on r.series_id = b.series_id and r.period_type = b.period_type
                           and r.period_start = b.period_start""".formatted(COLUMNS);

    /// The days within the given periods.
    static final String DAYS = """
            select %s
              from jsonb_to_recordset(cast(cast($1 as text) as jsonb))
                   as b(series_id bigint, period_start timestamptz, period_end timestamptz)
              join rollup r on r.series_id = b.series_id and r.period_type = 'day'
                           and r.period_start >= b.period_start and r.period_start < b.period_end
             order by r.series_id, r.period_start""".formatted(COLUMNS);

    static final String WRITE = """
            insert into rollup as r (series_id, period_type, period_start, count, mean, min, max, squares, time_mean,
                                     time_squares, products, p25, p50, p75, p95, sketch)
            select n.series_id, n.period_type, n.period_start, n.count, n.mean, n.min, n.max, n.squares, n.time_mean,
                   n.time_squares, n.products, n.p25, n.p50, n.p75, n.p95, decode(n.sketch, 'hex')
              from jsonb_to_recordset(cast(cast($1 as text) as jsonb))
                   as n(series_id bigint, period_type text, period_start timestamptz, count bigint,
                        mean double precision, min double precision, max double precision, squares double precision,
                        time_mean double precision, time_squares double precision, products double precision,
                        p25 double precision, p50 double precision, p75 double precision, p95 double precision,
                        sketch text)
            on conflict (series_id, period_type, period_start) do update
               set count = excluded.count, mean = excluded.mean, min = excluded.min, max = excluded.max,
                   squares = excluded.squares, time_mean = excluded.time_mean, time_squares = excluded.time_squares,
                   products = excluded.products, p25 = excluded.p25, p50 = excluded.p50, p75 = excluded.p75,
                   p95 = excluded.p95, sketch = excluded.sketch""";

    static final String REMOVE = """
            delete from rollup r
             using jsonb_to_recordset(cast(cast($1 as text) as jsonb))
                   as b(series_id bigint, period_type text, period_start timestamptz)
             where r.series_id = b.series_id and r.period_type = b.period_type and r.period_start = b.period_start""";

    static final String VALUES_FROM = """
            select m.timestamp, m.run_id, m.value
              from rollup_series s
              join run_metric m on m.model_id = s.model_id and m.dataset_name = s.dataset_name
                                and m.metric_type = s.metric_type and m.metric_name = s.metric_name
             where s.id = $1 and m.counted and m.timestamp >= $2 and (m.timestamp, m.run_id) > ($2, $3)
             order by m.timestamp, m.run_id limit 5000""";

    static final String REMOVE_FROM = "delete from rollup where series_id = $1 and period_start >= $2";

    private RollupStatements() {}
}
