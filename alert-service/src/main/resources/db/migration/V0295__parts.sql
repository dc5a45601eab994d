-- A common cause is one alert that lists its parts: the series that broke its rule, the lead first. An alert of one
-- series is its own part and has no row here.
create table alert_part (
    alert_id         bigint      not null references alert (id) on delete cascade,
    fingerprint      text        not null,
    position         int         not null,
    group_id         bigint,
    model            text        not null check (model is json object),
    labels           text        not null check (labels is json object),
    model_id         bigint      not null,
    run_id           bigint      not null,
    dataset_name     text        not null,
    metric_type      text,
    metric_name      text,
    title            text        not null,
    message          text        not null,
    trigger_value    double precision,
    threshold_value  double precision,
    baseline_value   double precision,
    change_percent   double precision,
    p_value          double precision,
    finding_severity text,
    evidence         text        not null check (evidence is json object),
    -- The streams of the series that are not back yet.
    streams          text        not null check (streams is json array),
    occurrences      int         not null,
    joined_at        timestamptz not null,
    last_seen_at     timestamptz not null,
    -- Null: it still breaks the rule.
    cleared_at       timestamptz,
    cleared_because  text,
    primary key (alert_id, fingerprint)
);
-- A series that breaks a rule is a part of one open alert, whoever races.
create unique index alert_part_open on alert_part (fingerprint) where cleared_at is null;
create index alert_part_latest on alert_part (fingerprint, joined_at desc);
create index alert_part_of_series on alert_part (model_id, dataset_name, metric_name);
create index alert_part_of_group on alert_part (group_id) where group_id is not null;

alter table alert
    -- All that have joined, also those that are too many to be kept.
    add column parts_total int not null default 1,
    -- What regression-service calls one matter: the findings of one run or batch and model.
    add column group_id    bigint,
    -- When what was found began; null where no detector says so.
    add column onset_at    timestamptz;
create index alert_of_group on alert (group_id) where group_id is not null and status <> 'RESOLVED';
create index alert_of_onset on alert (rule_id, onset_at) where onset_at is not null and status <> 'RESOLVED';

-- News may be kept back of one part and not of another.
alter table withheld add column part text;
update withheld set part = alert.fingerprint from alert where alert.id = withheld.alert_id;
alter table withheld alter column part set not null;
alter table withheld drop constraint withheld_pkey, add primary key (alert_id, part, kind, channels);
