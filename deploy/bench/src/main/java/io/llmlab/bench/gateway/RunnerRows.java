package io.llmlab.bench.gateway;

import java.util.List;

/// What the runner's tables are filled with: 100 models that ran every seven hours for 300 days, with ten metrics each.
final class RunnerRows {

    static final List<String> STATEMENTS = List.of("""
            insert into model (name, provider, model_type, active, labels)
            select 'bench-' || n, 'CUSTOM', 'CHAT', true, '{}' from generate_series(1, 100) n""", """
            select ensure_run_partitions(day)
              from generate_series(now() - interval '301 days', now(), interval '10 days') day""", """
            insert into run (run_at, model_id, dataset_name, status, trigger_type, source, labels, created_at,
                completed_at, accuracy, latency_ms, total_cost, total_tokens_input, total_tokens_output, sample_count,
                done, total, stream, fingerprint, run_config, duration_seconds)
            select at, m.id, 'gsm8k', 'COMPLETED', 'SCHEDULED', 'runner', '{}', at, at, .7 + .1 * random(),
                800 + 50 * random(), .0123, 400, 800, 100, 100, 100, '9f86d081884c7d65', '{"items": "all"}',
                '{"sample_size": 100, "temperature": 0}', 90
              from generate_series(1, 1000) n,
                   lateral (select now() - n * interval '432 minutes' as at) times,
                   lateral (select id from model where name like 'bench-%') m""", """
            insert into metric (run_id, run_at, model_id, dataset_name, metric_type, metric_name, value, at, std_error,
                sample_count, higher_is_better)
            select r.id, r.run_at, r.model_id, r.dataset_name, k.type, k.name, .7 + .1 * random(), r.run_at, .02, 100, true
              from run r, (values %s) as k(type, name)""".formatted(Rows.METRICS), "vacuum analyze");

    private RunnerRows() {}
}
