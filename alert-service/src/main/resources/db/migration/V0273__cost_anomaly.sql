-- In USD; null where a price is not known.
alter table recent_run add column total_cost double precision;

insert into alert_rule (rule_id, name, description, alert_type, severity, enabled, conditions, matchers,
                        notification_channels, cooldown_minutes, remind_minutes, metadata)
values
    ('cost_anomaly', 'Cost anomaly',
     'A model''s runs cost half as much again in a week as in the week before. Add budget_per_day (USD) for a limit.',
     'COST_ANOMALY', 'WARNING', true,
     '{"cost_increase_threshold": 0.5, "time_window_hours": 168}', '[]', '["email", "slack"]', 60, 1440, '{}')
on conflict do nothing;
