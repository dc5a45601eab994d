-- The last lines that the program of a run wrote.
create table run_log (
    run_id     bigint      primary key,
    attempt    int         not null,
    lines      text[]      not null,
    omitted    bigint      not null,
    updated_at timestamptz not null default now()
);

create index run_log_by_age on run_log (updated_at);
