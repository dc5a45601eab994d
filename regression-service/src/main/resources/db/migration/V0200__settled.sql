-- When a finding became more than the next run may take back, and how many runs have shown it since its first. Those
-- from before were told at once, as if they were certain.
alter table finding
    add column settled_at timestamptz,
    add column shown_again int not null default 0;
update finding set settled_at = opened_at;
