-- Where it began, within which bounds, and the last run before it; and which findings belong together: those of one run
-- or one batch have the id of the first of them.
alter table finding
    add column onset_at timestamptz,
    add column onset_run_id bigint,
    add column onset_earliest_at timestamptz,
    add column onset_earliest_run_id bigint,
    add column onset_latest_at timestamptz,
    add column onset_latest_run_id bigint,
    add column last_good_at timestamptz,
    add column last_good_run_id bigint,
    add column batch_id text,
    add column group_id bigint;

-- Findings from before know where their stretch begins, and are groups of their own.
update finding set group_id = id;
update finding f set onset_at = o.from_at, onset_run_id = o.from_run_id, onset_earliest_at = o.from_at,
    onset_earliest_run_id = o.from_run_id, onset_latest_at = o.from_at, onset_latest_run_id = o.from_run_id
from left_out o where o.finding_id = f.id;
update finding set onset_at = run_at, onset_run_id = run_id, onset_earliest_at = run_at, onset_earliest_run_id = run_id,
    onset_latest_at = run_at, onset_latest_run_id = run_id
where onset_at is null;

create index finding_by_onset on finding (series_id, onset_at);
create index finding_of_run on finding (run_id);
create index finding_of_batch on finding (batch_id) where batch_id is not null;
create index finding_of_group on finding (group_id);
