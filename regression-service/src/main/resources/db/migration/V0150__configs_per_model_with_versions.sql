-- A configuration may be for one model, and counts its changes. Results and findings name the version they rest on.
alter table detection_config
    add column model_id bigint,
    add column version int not null default 1 check (version >= 1);

-- One method watches a metric once, in each place. The constraint's name was cut to what a name may have.
do $$
declare
    former text := (
        select conname from pg_constraint
        where conrelid = 'detection_config'::regclass and contype = 'u');
begin
    execute format('alter table detection_config drop constraint %I', former);
end
$$;
alter table detection_config add constraint detection_config_once
    unique nulls not distinct (metric_type, metric_name, dataset_name, model_id, method);

-- What each version said, kept after the configuration is gone: as it was answered then, nobody searches in it.
create table detection_config_version (
    config_id  bigint      not null,
    version    int         not null,
    change     text        not null,
    at         timestamptz not null,
    config     text        not null,
    primary key (config_id, version)
);
insert into detection_config_version (config_id, version, change, at, config)
select id, version, 'CREATED', updated_at, jsonb_build_object(
        'id', id, 'version', version, 'method', method, 'metric_type', metric_type, 'metric_name', metric_name,
        'dataset_name', dataset_name, 'model_id', null, 'threshold_percent', threshold_percent,
        'statistical_confidence', case when method in ('threshold_based', 'statistical_test', 'change_point',
            'rolling_average', 'percentile_based') then statistical_confidence end,
        'window_size', window_size, 'baseline_days', baseline_days, 'min_data_points', min_data_points,
        'severity_thresholds', jsonb_build_object('critical', critical, 'warning', warning),
        'alarm_rate', alarm_rate, 'practical_floor', practical_floor,
        'created_at', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'updated_at', to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
from detection_config;

-- Which configuration found it; null: one from before they had versions.
alter table finding
    add column config_id bigint,
    add column config_version int;
