create table detection_config (
    id                      bigint generated always as identity primary key,
    metric_type             text             not null,
    metric_name             text             not null,
    dataset_name            text,
    method                  text             not null,
    threshold_percent       double precision,
    statistical_confidence  double precision not null,
    window_size             int              not null,
    baseline_days           int              not null,
    min_data_points         int              not null,
    critical                double precision not null,
    warning                 double precision not null,
    created_at              timestamptz      not null,
    updated_at              timestamptz      not null,
    unique nulls not distinct (metric_type, metric_name, dataset_name, method)
);

-- The defaults of the original.
insert into detection_config (
    metric_type, metric_name, method, threshold_percent, statistical_confidence, window_size, baseline_days,
    min_data_points, critical, warning, created_at, updated_at)
values
    ('accuracy', 'overall_accuracy', 'statistical_test', null, .95, 10, 7, 5, .05, .02, now(), now()),
    ('latency', 'avg_latency_ms', 'threshold_based', .2, .95, 10, 7, 5, .5, .2, now(), now()),
    ('cost', 'total_cost', 'rolling_average', .15, .95, 5, 7, 5, .3, .15, now(), now());
