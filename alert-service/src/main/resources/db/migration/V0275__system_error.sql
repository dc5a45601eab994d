-- Whether an outside harness pushed the run; the runner has schedules of its own.
alter table recent_run add column pushed boolean not null default false;

-- What is to happen by a time, and is a trouble where it does not: a job's firing, the end of its run, another run of
-- a pushed series.
create table expectation (
    kind            text        not null,
    key             text        not null,
    model_id        bigint      not null,
    dataset_name    text        not null,
    -- Run, model, data set and labels that an alert is about.
    subject         text        not null check (subject is json object),
    -- When time began to count, and how long it may last.
    since           timestamptz not null,
    allowed_seconds bigint      not null,
    -- Who says so.
    promise         text        not null,
    -- It did not happen, and rules were told.
    raised          boolean     not null default false,
    -- A timer that is set already.
    timer_at        timestamptz,
    primary key (kind, key)
);
create index expectation_of_pair on expectation (model_id, dataset_name);

-- While the lab itself was down nothing could happen, and nobody is to blame.
create table pulse (
    one      boolean     not null primary key default true check (one),
    last_at  timestamptz not null,
    up_since timestamptz not null
);
insert into pulse (last_at, up_since) values (now(), now());

insert into alert_rule (rule_id, name, description, alert_type, severity, enabled, conditions, matchers,
                        notification_channels, cooldown_minutes, remind_minutes, metadata)
values
    ('system_error', 'System error',
     'A job was not fired, a model or a pushed series is silent, or an event could not be processed.',
     'SYSTEM_ERROR', 'WARNING', true,
     '{}', '[]', '["email", "console"]', 60, 1440, '{}')
on conflict do nothing;
