-- How many repeats a suspected regression asks for before it is one.
alter table detection_config add column confirm_runs int not null default 0 check (confirm_runs between 0 and 10);
alter table finding add column confirm_runs int not null default 0;
update detection_config_version set config = (config::jsonb || '{"confirm_runs": 0}')::text;

-- Regressions that wait for repeats of their run, and what became of them.
create table suspicion (
    id                      bigint generated always as identity primary key,
    series_id               bigint           not null references series,
    model_id                bigint           not null,
    dataset_name            text             not null,
    metric_type             text             not null,
    metric_name             text             not null,
    stream                  text             not null,
    run_id                  bigint           not null,
    run_at                  timestamptz      not null,
    -- What a finding is told with, should it become one.
    run                     text             not null,
    -- From here on the series is evidence, before it baseline.
    evidence_from_at        timestamptz      not null,
    evidence_from_run_id    bigint           not null,
    request_id              text             not null,
    repeats                 int              not null,
    state                   text             not null,
    severity                text             not null,
    baseline_value          double precision not null,
    current_value           double precision not null,
    change_percent          double precision,
    p_value                 double precision,
    reason                  text,
    finding_id              bigint,
    -- The settings it was suspected with: the same test decides.
    method                  text             not null,
    threshold_percent       double precision,
    statistical_confidence  double precision not null,
    window_size             int              not null,
    baseline_days           int              not null,
    min_data_points         int              not null,
    critical                double precision not null,
    warning                 double precision not null,
    alarm_rate              double precision not null,
    practical_floor         double precision,
    config_id               bigint,
    config_version          int,
    confirm_runs            int              not null,
    opened_at               timestamptz      not null,
    deadline                timestamptz      not null,
    decided_at              timestamptz
);
create unique index suspicion_pending_once on suspicion (series_id) where state = 'PENDING';
create index suspicion_pending_until on suspicion (deadline) where state = 'PENDING';
create index suspicion_of_request on suspicion (request_id);
create index suspicion_of_run on suspicion (run_id);
create index suspicion_of_model on suspicion (model_id, id);

-- Repeats that have ended; each counts once, however often it is told of.
create table suspicion_repeat (
    request_id  text   not null,
    run_id      bigint not null,
    primary key (request_id, run_id)
);
