-- Of nine series that run every hour, one or two a month rise by half by chance and are back with the next run. Whoever
-- changed the rule's conditions keeps them.
update alert_rule
set conditions = '{"latency_increase_threshold": 0.5, "percentile": "p95", "settled": true}',
    description = 'One answer in twenty takes half as long again as before, or longer, and that is certain or lasts.'
where rule_id = 'latency_spike' and conditions = '{"latency_increase_threshold": 0.5, "percentile": "p95"}';
