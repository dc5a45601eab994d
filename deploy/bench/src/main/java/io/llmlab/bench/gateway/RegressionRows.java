package io.llmlab.bench.gateway;

import java.util.List;

/// The same runs as the regression service has them.
final class RegressionRows {

    static final List<String> STATEMENTS = List.of(
            "insert into model (id, name) select n, 'bench-' || n from generate_series(1, 100) n on conflict do nothing",
            """
            insert into series (model_id, dataset_name, metric_type, metric_name, stream, higher_is_better, newest_at,
                newest_run_id)
            select n, 'gsm8k', k.type, k.name, '9f86d081884c7d65', true, now() - interval '432 minutes', n
              from generate_series(1, 100) n, (values %s) as k(type, name)""".formatted(Rows.METRICS),
            """
            select provide_point_month(day)
              from generate_series(now() - interval '301 days', now(), interval '10 days') day""",
            """
            insert into measured_run (run_id, model_id, dataset_name, stream, at, received_at)
            select (n - 1) * 100 + model, model, 'gsm8k', '9f86d081884c7d65', now() - n * interval '432 minutes', now()
              from generate_series(1, 1000) n, generate_series(1, 100) model""",
            """
            insert into point (series_id, at, run_id, value, std_error, sample_count, backfill)
            select s.id, now() - n * interval '432 minutes', (n - 1) * 100 + s.model_id, .7 + .1 * random(), .02, 100, false
              from generate_series(1, 1000) n, series s""",
            "vacuum analyze");

    private RegressionRows() {}
}
