-- The run of the group whose part a run is.
alter table run add column parent_run_id bigint;
create index run_of_parent on run (parent_run_id, run_at desc, id desc) where parent_run_id is not null;
create index run_of_batch on run (batch_id, run_at desc, id desc) where batch_id is not null;

-- What was imported, by content: the same content is the same run, whoever imports it and however often.
create table imported_run (
    content_hash text        not null primary key check (content_hash ~ '^[0-9a-f]{64}$'),
    run_id       bigint      not null,
    run_at       timestamptz not null,
    imported_at  timestamptz not null default now()
);
