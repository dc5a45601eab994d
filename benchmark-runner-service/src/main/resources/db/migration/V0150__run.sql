-- Runs, their metrics and samples, each partitioned by the month (UTC) of the run's time. The key is copied down, so
-- that a run and what belongs to it lie in partitions of the same month, and retention drops partitions. That is also
-- why nothing refers to them by a foreign key: a dropped partition must not have to look for referrers.

create sequence run_id_seq;
create sequence metric_id_seq;

create table run (
    id                  bigint           not null default nextval('run_id_seq'),
    run_at              timestamptz      not null,
    model_id            bigint           not null,
    -- The uploaded version; null where the results came from outside, or nothing was uploaded yet.
    dataset_id          bigint,
    dataset_name        text             not null,
    dataset_version     text,
    run_config          text             check (run_config is json),
    accuracy            double precision,
    latency_ms          double precision,
    total_cost          double precision,
    total_tokens_input  bigint,
    total_tokens_output bigint,
    status              text             not null
        check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
    error_message       text,
    duration_seconds    double precision,
    sample_count        int              not null default 0,
    error_count         int              not null default 0,
    done                int              not null default 0,
    total               int,
    scheduled_job_id    text,
    trigger_type        text             not null check (trigger_type in ('MANUAL', 'SCHEDULED', 'ALERT')),
    source              text             not null,
    request_id          text,
    batch_id            text,
    labels              text             not null check (labels is json object),
    fingerprint         text             check (fingerprint is json object),
    stream              text,
    expected_interval   text,
    measurable          boolean          not null default true,
    excluded_by         text,
    excluded_reason     text,
    excluded_at         timestamptz,
    timeout_seconds     int              check (timeout_seconds > 0),
    created_at          timestamptz      not null,
    started_at          timestamptz,
    completed_at        timestamptz,
    -- Counts the takes of the run by an executor; an executor whose number is no longer this one has lost the run.
    attempt             int              not null default 0,
    -- Until when the executor of the attempt has to have reported again, on the database's clock.
    lease_until         timestamptz,
    -- When progress was last announced: at most once a second.
    announced_at        timestamptz,
    primary key (id, run_at)
) partition by range (run_at);

create index run_newest on run (run_at desc, id desc);
create index run_of_model on run (model_id, run_at desc, id desc);
create index run_of_dataset on run (dataset_name, run_at desc, id desc);
create index run_of_job on run (scheduled_job_id, run_at desc, id desc) where scheduled_job_id is not null;
create index run_by_trigger on run (trigger_type, run_at desc, id desc);
create index run_by_status on run (status, run_at desc, id desc);
create index run_waiting on run (id) where status in ('QUEUED', 'RUNNING');

create table metric (
    id               bigint           not null default nextval('metric_id_seq'),
    run_id           bigint           not null,
    run_at           timestamptz      not null,
    model_id         bigint           not null,
    dataset_name     text             not null,
    metric_type      text             not null,
    metric_name      text             not null check (length(metric_name) between 1 and 200),
    value            double precision not null,
    unit             text,
    category         text,
    sample_id        text,
    metadata         text             check (metadata is json),
    at               timestamptz      not null,
    std_error        double precision,
    sample_count     int,
    higher_is_better boolean,
    primary key (id, run_at),
    unique nulls not distinct (run_id, run_at, metric_type, metric_name, sample_id)
) partition by range (run_at);

create index metric_history on metric (model_id, metric_type, metric_name, run_at);
create index metric_newest on metric (run_at, id);

create table sample (
    run_id        bigint           not null,
    run_at        timestamptz      not null,
    -- Place in the data set, or in the list that was pushed; from 0.
    position      int              not null,
    sample_id     text             not null,
    item_key      text             not null check (item_key ~ '^[0-9a-f]{16}$'),
    prompt        text,
    answer        text,
    target        text,
    score         double precision,
    parsed        boolean,
    latency_ms    double precision,
    input_tokens  bigint,
    output_tokens bigint,
    cost          double precision,
    error         text,
    cluster       text,
    primary key (run_id, run_at, position)
) partition by range (run_at);

-- Makes the partitions of the month of a time, unless they are there. They are made apart and attached, because that
-- hinders nobody who reads or writes, and under a lock, because two callers may be first.
create function ensure_run_partitions(moment timestamptz) returns void language plpgsql as $$
declare
    first timestamptz := date_trunc('month', moment, 'UTC');
    next  timestamptz := date_trunc('month', first + interval '32 days', 'UTC');
    month text := to_char(first at time zone 'UTC', 'YYYY_MM');
    part  text;
begin
    if to_regclass('sample_' || month) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('run partitions of ' || current_schema()));
    if to_regclass('sample_' || month) is not null then
        return;
    end if;
    foreach part in array array ['run', 'metric', 'sample'] loop
        execute format('create table %I (like %I including defaults including constraints)',
            part || '_' || month, part);
        execute format('alter table %I attach partition %I for values from (%L) to (%L)',
            part, part || '_' || month, first, next);
    end loop;
end
$$;

select ensure_run_partitions(now());
