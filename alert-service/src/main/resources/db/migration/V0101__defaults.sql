-- The channels and rules that exist from the start.

insert into notification_channel (name, type, enabled, config) values
    ('email',    'EMAIL',    true, '{}'),
    ('slack',    'SLACK',    true, '{}'),
    ('webhook',  'WEBHOOK',  true, '{}'),
    ('console',  'CONSOLE',  true, '{}'),
    ('database', 'DATABASE', true, '{}');

insert into alert_rule (rule_id, name, description, alert_type, severity, enabled, conditions, matchers,
                        notification_channels, cooldown_minutes, remind_minutes, metadata)
values
    ('performance_regression_critical', 'Critical performance regression',
     'A metric got worse by a tenth or more, and that is hardly chance.',
     'PERFORMANCE_REGRESSION', 'CRITICAL', true,
     '{"change_percent_threshold": 0.1, "confidence_threshold": 0.8}', '[]', '["email", "slack"]', 30, 1440, '{}'),
    ('benchmark_failure', 'Benchmark failure',
     'A run did not get to its end.',
     'BENCHMARK_FAILURE', 'WARNING', true,
     '{}', '[]', '["email", "console"]', 15, 1440, '{}'),
    ('high_error_rate', 'High error rate',
     'More than a twentieth of a run''s samples were lost to technical errors.',
     'HIGH_ERROR_RATE', 'WARNING', true,
     '{"error_rate_threshold": 0.05}', '[]', '["console"]', 60, 1440, '{}');
