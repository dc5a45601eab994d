alter table alert add column snoozed_until    timestamptz;
alter table alert add column escalated_at     timestamptz;
-- When people were last told of it, or are about to be.
alter table alert add column last_told_at     timestamptz;
update alert set last_told_at = opened_at;
alter table alert alter column last_told_at set not null;
-- How bad the detector called what it found; the alert's own severity is its rule's, or raised by an escalation.
alter table alert add column finding_severity text;

-- Alerts that are open already are reminded of and expire as well, from now on.
insert into timer (kind, key, due_at, claim_at, payload)
select kind, alert.id || '/0@upgrade', now() + minutes * interval '1 minute', now() + minutes * interval '1 minute',
       json_build_object('alert', alert.id, 'number', 0)::text
from alert
join alert_rule rule on rule.rule_id = alert.rule_id
cross join lateral (values ('REMIND', rule.remind_minutes), ('AUTO_RESOLVE', rule.auto_resolve_minutes)) t (kind, minutes)
where alert.status <> 'RESOLVED' and minutes is not null;
