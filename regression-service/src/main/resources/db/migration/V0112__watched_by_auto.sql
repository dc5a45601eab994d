-- From the start every metric with a direction is watched by auto. What a person changed or added stays; the former
-- defaults, where nobody touched them, make room.
delete from detection_config
where created_at = updated_at and dataset_name is null
    and (metric_type, metric_name, method) in (
        ('accuracy', 'overall_accuracy', 'statistical_test'),
        ('latency', 'avg_latency_ms', 'threshold_based'),
        ('cost', 'total_cost', 'rolling_average'));

insert into detection_config (
    metric_type, metric_name, method, statistical_confidence, window_size, baseline_days, min_data_points, critical,
    warning, created_at, updated_at)
select metric_type, '*', 'auto', .95, 10, 7, 5, critical, warning, now(), now()
from (values
    ('accuracy', .05, .02),
    ('precision', .05, .02),
    ('recall', .05, .02),
    ('f1_score', .05, .02),
    ('latency', .5, .2),
    ('cost', .3, .15),
    ('throughput', .2, .1),
    ('memory_usage', .2, .1),
    ('token_count', .2, .1),
    ('error_rate', .2, .1),
    ('custom', .2, .1)) as types (metric_type, critical, warning)
on conflict do nothing;
