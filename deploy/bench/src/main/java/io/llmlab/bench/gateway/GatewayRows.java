package io.llmlab.bench.gateway;

import java.util.List;

/// What the gateway's read model is filled with: of the same 100 models, runs in the last 300 days, the first 100,000
/// of
/// them with ten metrics each.
final class GatewayRows {

    static final List<String> BASE = List.of("""
            insert into model (id, name, provider, active, changed_at)
            select n, 'bench-' || n, 'custom', true, now() from generate_series(1, 100) n""", """
            insert into job (job_id, model_id, dataset_name, schedule_type, enabled, deleted, changed_at)
            select 'bench-' || n, n, 'gsm8k', 'interval', true, false, now() from generate_series(1, 100) n""", """
            insert into alert (id, model_id, run_id, timestamp, alert_type, severity, status, title, changed_at, body)
            select n, n % 100 + 1, n, now() - n * interval '10 minutes', 'performance_regression', 'warning',
                   case when n % 10 = 0 then 'active' else 'resolved' end, 'fell', now(), '{}'
              from generate_series(1, 1000) n""");

    static final String METRICS = """
            insert into run_metric (run_id, metric_type, metric_name, model_id, dataset_name, stream, timestamp, value,
                std_error, sample_count, higher_is_better, counted)
            select r.id, k.type, k.name, r.model_id, r.dataset_name, r.stream, r.timestamp, .7 + .1 * random(), .02, 100,
                   true, true
              from run r, (values %s) as k(type, name) where r.id <= 100000""".formatted(Rows.METRICS);

    /// The days of the same metrics. Nobody asks here for percentiles, so there are no sketches.
    static final List<String> DAYS = List.of("""
            insert into rollup_series (model_id, dataset_name, metric_type, metric_name)
            select distinct m.id, 'gsm8k', k.type, k.name from model m, (values %s) as k(type, name)""".formatted(Rows.METRICS), """
            insert into rollup (series_id, period_type, period_start, count, mean, min, max, squares, time_mean,
                time_squares, products, p25, p50, p75, p95, sketch)
            select s.id, 'day', day, 33, .75, .7, .8, .1, extract(epoch from day + interval '12 hours'), 1, 0, .7, .75, .8,
                   .8, ''
              from rollup_series s,
                   generate_series(date_trunc('day', now()) - interval '300 days', now(), interval '1 day') day""");

    private GatewayRows() {}

    /// @param from the first run's number, of all that will be in 300 days
    static List<String> runs(int from, int until, int inAll) {
        return List.of("""
                insert into run (id, model_id, dataset_name, dataset_version, status, finished, measurable, trigger_type,
                    source, scheduled_job_id, stream, timestamp, changed_at, completed_at, duration_seconds, sample_count, done, total,
                    total_cost, accuracy, latency_ms)
                select n, n %% 100 + 1, 'gsm8k', '1', case when n %% 50 = 0 then 'failed' else 'completed' end, true, true,
                       'scheduled', 'runner', 'bench-' || n %% 100 + 1, '9f86d081884c7d65', at, at, at, 90, 100, 100, 100, .0123,
                       .7 + .1 * random(), 800 + 50 * random()
                  from generate_series(%d, %d) n,
                       lateral (select now() - interval '300 days' * (cast(n as bigint) * 7919 %% %d) / %d as at) times""".formatted(from, until, inAll, inAll), "vacuum analyze");
    }
}
