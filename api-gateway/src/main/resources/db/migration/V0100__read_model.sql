-- What the dashboards ask. Every row says when its subject last changed, so that a late event undoes nothing.

create table model (
    id          bigint      primary key,
    name        text        not null,
    provider    text        not null,
    labels      jsonb       not null default '{}',
    version     text,
    model_type  text,
    active      boolean     not null default true,
    created_at  timestamptz,
    changed_at  timestamptz not null
);

create table job (
    job_id         text        primary key,
    model_id       bigint      not null,
    dataset_name   text        not null,
    schedule_type  text        not null,
    enabled        boolean     not null,
    -- Kept, so that a late event does not bring the job back.
    deleted        boolean     not null,
    next_run_time  timestamptz,
    last_run_id    bigint,
    last_status    text,
    changed_at     timestamptz not null
);

create table run (
    id                   bigint      primary key,
    model_id             bigint      not null,
    dataset_name         text        not null,
    dataset_version      text,
    status               text        not null,
    -- Its run-completed has arrived; only a retry opens it again.
    finished             boolean     not null default false,
    measurable           boolean,
    trigger_type         text        not null,
    source               text,
    scheduled_job_id     text,
    batch_id             text,
    stream               text,
    timestamp            timestamptz not null,
    changed_at           timestamptz not null,
    completed_at         timestamptz,
    duration_seconds     double precision,
    error_message        text,
    sample_count         int,
    error_count          int         not null default 0,
    done                 int,
    total                int,
    total_tokens_input   bigint,
    total_tokens_output  bigint,
    total_cost           double precision,
    accuracy             double precision,
    latency_ms           double precision
);
create index run_of_model on run (model_id, timestamp desc, id desc);
create index run_by_time on run (timestamp) include (status);

create table run_metric (
    run_id            bigint           not null,
    metric_type       text             not null,
    metric_name       text             not null,
    model_id          bigint           not null,
    dataset_name      text             not null,
    stream            text,
    timestamp         timestamptz      not null,
    value             double precision not null,
    unit              text,
    std_error         double precision,
    sample_count      int,
    higher_is_better  boolean,
    primary key (run_id, metric_type, metric_name)
);
create index run_metric_series on run_metric (model_id, dataset_name, metric_type, metric_name, timestamp);

create table alert (
    id           bigint      primary key,
    model_id     bigint,
    run_id       bigint,
    timestamp    timestamptz not null,
    alert_type   text        not null,
    severity     text        not null,
    status       text        not null,
    title        text        not null,
    changed_at   timestamptz not null,
    -- As the alert service tells it.
    body         jsonb       not null
);
create index alert_by_time on alert (timestamp) include (status);
create index alert_open on alert (status) where status <> 'resolved';
