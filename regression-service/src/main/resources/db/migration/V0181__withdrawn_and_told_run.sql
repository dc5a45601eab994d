-- A finding that was withdrawn, since it rested on a run that a person excluded, was none: it is no sign of a cause.
alter table finding add column withdrawn boolean not null default false;
update finding f set withdrawn = true from left_out o
where o.finding_id = f.id and f.state = 'CLEARED' and (o.to_at, o.to_run_id) = (o.from_at, o.from_run_id);

-- The run with which a finding was last told: what follows is looked at for a further fall.
alter table finding
    add column told_at timestamptz,
    add column told_run_id bigint;
update finding set told_at = run_at, told_run_id = run_id;
alter table finding
    alter column told_at set not null,
    alter column told_run_id set not null;
