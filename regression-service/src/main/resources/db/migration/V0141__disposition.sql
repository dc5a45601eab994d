-- What a person said of a finding. Settled: its runs were normal after all, so they are baseline, and no look takes them
-- for new again. Waived: they are where a rolling baseline begins.
alter table finding
    add column disposition text,
    add column disposed_by text,
    add column disposed_because text,
    add column disposed_at timestamptz;
create index finding_of_series on finding (series_id, id);
alter table left_out
    add column settled boolean not null default false,
    add column waived boolean not null default false;
