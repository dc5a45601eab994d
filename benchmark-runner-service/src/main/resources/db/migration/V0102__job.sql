-- Jobs and what became of each time they fell due.

create table job (
    id                  bigint      generated always as identity primary key,
    job_id              text        not null unique check (length(job_id) between 1 and 100),
    model_id            bigint      not null references model (id),
    dataset_name        text        not null,
    benchmark_config    text        not null check (benchmark_config is json object),
    schedule_type       text        not null check (schedule_type in ('INTERVAL', 'CRON', 'DATE')),
    schedule_params     text        not null check (schedule_params is json object),
    timezone            text        not null,
    jitter_seconds      int         not null check (jitter_seconds >= 0),
    enabled             boolean     not null,
    max_instances       int         not null check (max_instances > 0),
    coalesce_missed     boolean     not null,
    misfire_grace_time  int         not null check (misfire_grace_time > 0),
    cooldown_minutes    int         not null check (cooldown_minutes >= 0),
    metadata            text        not null check (metadata is json object),
    labels              text        not null check (labels is json object),
    -- When the schedule was given: an interval without start_date counts from here.
    scheduled_from      timestamptz not null,
    -- The next time of the schedule; null while paused, and when there is none any more.
    next_fire           timestamptz,
    -- The same with the job's jitter: when it is really fired.
    due_at              timestamptz,
    created_at          timestamptz not null,
    updated_at          timestamptz not null
);
create index job_due on job (due_at, id) where enabled;
create index job_of_dataset on job (dataset_name) where enabled;
create index job_of_model on job (model_id);

-- One row for each time a job fell due: it starts one run, whoever fires it and however often.
create table job_firing (
    job           bigint      not null references job (id) on delete cascade,
    scheduled_at  timestamptz not null,
    run_id        bigint,
    -- Why no run was started.
    skipped       text,
    at            timestamptz not null,
    primary key (job, scheduled_at)
);
