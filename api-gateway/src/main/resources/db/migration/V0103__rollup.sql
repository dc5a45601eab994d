-- Aggregates of the metrics by period. A value is in them where its run is evidence: completed, measurable, not excluded.

alter table run add column excluded boolean not null default false;

-- Whether the value is in the rollups: what has to be taken out again when its run changes.
alter table run_metric add column counted boolean not null default false;

create table rollup_series (
    id            bigint  generated always as identity primary key,
    model_id      bigint  not null,
    dataset_name  text    not null,
    metric_type   text    not null,
    metric_name   text    not null,
    unique (model_id, dataset_name, metric_type, metric_name)
);
create index rollup_series_dataset on rollup_series (dataset_name);
create index rollup_series_metric on rollup_series (metric_name, metric_type);
create index rollup_series_type on rollup_series (metric_type);

create table rollup (
    series_id     bigint            not null references rollup_series (id),
    period_type   text              not null check (period_type in ('hour', 'day', 'week', 'month')),
    period_start  timestamptz       not null,
    count         bigint            not null,
    mean          double precision  not null,
    min           double precision  not null,
    max           double precision  not null,
    -- Sums of squared differences from the means of values and of times, and of their products.
    squares       double precision  not null,
    time_mean     double precision  not null,
    time_squares  double precision  not null,
    products      double precision  not null,
    p25           double precision  not null,
    p50           double precision  not null,
    p75           double precision  not null,
    p95           double precision  not null,
    sketch        bytea             not null,
    primary key (series_id, period_type, period_start)
);
create index rollup_by_time on rollup (period_type, period_start desc, series_id desc);
