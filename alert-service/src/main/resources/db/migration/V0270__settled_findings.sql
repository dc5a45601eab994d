-- The rules that exist from the start disturb people for what lasts or is certain. The critical one goes by what the
-- detector calls critical; whoever changed its conditions keeps them.
update alert_rule
set conditions = '{"change_percent_threshold": 0.1, "confidence_threshold": 0.8, "severities": ["critical"], "settled": true}',
    description = 'A metric got worse by a tenth or more, and that is no chance: the detector calls it critical, and it is certain or lasts.'
where rule_id = 'performance_regression_critical'
  and conditions = '{"change_percent_threshold": 0.1, "confidence_threshold": 0.8}';

insert into alert_rule (rule_id, name, description, alert_type, severity, enabled, conditions, matchers,
                        notification_channels, cooldown_minutes, remind_minutes, metadata)
values
    ('performance_regression', 'Performance regression',
     'A metric got worse by more than the practical floor, and that is certain or lasts; what is critical has a rule of its own.',
     'PERFORMANCE_REGRESSION', 'WARNING', true,
     '{"severities": ["warning", "info"], "settled": true}', '[]', '["email", "slack"]', 60, 1440, '{}')
on conflict do nothing;
