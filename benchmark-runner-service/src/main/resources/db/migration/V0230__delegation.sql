-- Outside runners that may be asked to execute runs, and what they were asked.

create table executor (
    id                      bigint      generated always as identity primary key,
    name                    text        not null unique,
    type                    text        not null check (type in ('HTTP')),
    url                     text        not null,
    -- The name of an environment variable, never the secret.
    secret_ref              text        not null,
    heartbeat_seconds       int         not null check (heartbeat_seconds > 0),
    request_timeout_seconds int         not null check (request_timeout_seconds > 0),
    created_at              timestamptz not null,
    updated_at              timestamptz not null
);

-- One for each time a run was taken from the queue to be executed outside; it survives the death of the instance that
-- made it. Address, secret and heartbeat are those of the moment: a change of the executor is for the next run.
create table delegation (
    id                      bigint      generated always as identity primary key,
    run_id                  bigint      not null,
    run_at                  timestamptz not null,
    executor_name           text        not null,
    url                     text        not null,
    secret_ref              text        not null,
    heartbeat_seconds       int         not null,
    request_timeout_seconds int         not null,
    created_at              timestamptz not null default now(),
    -- When the outside runner took the run, or reported without having said so.
    acknowledged_at         timestamptz,
    heard_at                timestamptz not null default now(),
    -- Samples stored, and the metrics that were reported as the JSON array they came in.
    stored                  int         not null default 0,
    metrics                 text        check (metrics is json array),
    fingerprint             text        check (fingerprint is json object),
    -- Set once: nothing is taken from the outside runner any more. SILENT: it was no longer heard of.
    outcome                 text        check (outcome in ('COMPLETED', 'FAILED', 'SILENT')),
    reason                  text,
    -- When the run had ended, for whatever reason, and the outside runner needs to hear no more.
    closed_at               timestamptz
);

create index delegation_of_run on delegation (run_id, id);
create index delegation_open on delegation (id) where closed_at is null;
create index delegation_closed on delegation (closed_at);

-- Every token that was handed out for a delegation, as SHA-256: a request whose answer was lost is sent again with
-- another one, and the outside runner may use either.
create table delegation_token (
    hash          text   primary key,
    delegation_id bigint not null references delegation (id) on delete cascade
);

create index delegation_token_of on delegation_token (delegation_id);
