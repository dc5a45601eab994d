-- A setting that has no effect on its method is refused, and told as null: what was stored of it goes, so that what is
-- read can be written again.
update detection_config
set alarm_rate = .002, practical_floor = null
where method in ('threshold_based', 'statistical_test', 'change_point', 'rolling_average', 'percentile_based');
update detection_config
set threshold_percent = null, statistical_confidence = .95, window_size = 10, baseline_days = 7
where method in ('auto', 'new_run', 'trend', 'paired_samples');

update detection_config_version
set config = (config::jsonb || '{"alarm_rate": null, "practical_floor": null}')::text
where config::jsonb ->> 'method' in
    ('threshold_based', 'statistical_test', 'change_point', 'rolling_average', 'percentile_based');
update detection_config_version
set config = (config::jsonb
    || '{"threshold_percent": null, "statistical_confidence": null, "window_size": null, "baseline_days": null}')::text
where config::jsonb ->> 'method' in ('auto', 'new_run', 'trend', 'paired_samples');
