-- What people chose as normal for a series. Of those that are not released the pinned one counts, else the newest.
create table baseline (
    id            bigint generated always as identity primary key,
    series_id     bigint       not null references series,
    model_id      bigint       not null,
    dataset_name  text         not null,
    metric_type   text         not null,
    metric_name   text         not null,
    stream        text         not null,
    kind          text         not null,
    -- What lies before is neither normal nor new: here a rolling baseline begins, and what follows a pinned one.
    from_at       timestamptz  not null,
    from_run_id   bigint       not null,
    finding_id    bigint,
    reason        text,
    created_by    text         not null,
    created_at    timestamptz  not null,
    released_at   timestamptz,
    released_by   text
);
create index baseline_in_force on baseline (series_id) where released_at is null;
create unique index baseline_pinned_once on baseline (series_id) where kind = 'PINNED' and released_at is null;
create index baseline_of_model on baseline (model_id, id);

-- The runs that a person named: those that are pinned, or the first one of a rolling baseline.
create table baseline_run (
    baseline_id  bigint       not null references baseline,
    at           timestamptz  not null,
    run_id       bigint       not null,
    primary key (baseline_id, at, run_id)
);
