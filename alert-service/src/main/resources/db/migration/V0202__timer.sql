-- What is to happen at a time, whoever runs then.
create table timer (
    kind     text        not null,
    key      text        not null,
    due_at   timestamptz not null,
    -- Later than due_at where an attempt failed.
    claim_at timestamptz not null,
    payload  text        not null check (payload is json object),
    primary key (kind, key)
);
create index timer_due on timer (claim_at);
