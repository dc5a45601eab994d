-- Whether a sample of the run was answered; null where the run does not show it.
alter table recent_run add column reached boolean;

insert into alert_rule (rule_id, name, description, alert_type, severity, enabled, conditions, matchers,
                        notification_channels, cooldown_minutes, remind_minutes, metadata)
values
    ('model_unavailable', 'Model unavailable',
     'Not one sample of a run was answered.',
     'MODEL_UNAVAILABLE', 'CRITICAL', true,
     '{}', '[]', '["email", "slack"]', 15, 1440, '{}')
on conflict do nothing;
