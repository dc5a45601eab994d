insert into alert_rule (rule_id, name, description, alert_type, severity, enabled, conditions, matchers,
                        notification_channels, cooldown_minutes, remind_minutes, metadata)
values
    ('latency_spike', 'Latency spike',
     'One answer in twenty takes half as long again as before, or longer. Told at once, whether it will last or not.',
     'LATENCY_SPIKE', 'WARNING', true,
     '{"latency_increase_threshold": 0.5, "percentile": "p95"}', '[]', '["email", "slack"]', 60, 1440, '{}')
on conflict do nothing;
