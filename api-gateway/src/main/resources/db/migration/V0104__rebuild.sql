-- Rebuilds of the read model: what was asked for, and how far it is.

create table rebuild (
    id            bigint       generated always as identity primary key,
    status        text         not null check (status in ('queued', 'running', 'completed', 'failed')),
    requested_at  timestamptz  not null,
    started_at    timestamptz,
    finished_at   timestamptz,
    models        bigint       not null default 0,
    jobs          bigint       not null default 0,
    runs          bigint       not null default 0,
    metrics       bigint       not null default 0,
    alerts        bigint       not null default 0,
    series        bigint       not null default 0,
    error         text
);
-- One at a time.
create unique index rebuild_open on rebuild ((true)) where status in ('queued', 'running');
