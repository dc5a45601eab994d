create table finding (
    id                      bigint generated always as identity primary key,
    series_id               bigint           not null references series,
    model_id                bigint           not null,
    dataset_name            text             not null,
    metric_type             text             not null,
    metric_name             text             not null,
    stream                  text             not null,
    unit                    text,
    higher_is_better        boolean,
    run_id                  bigint           not null,
    run_at                  timestamptz      not null,
    backfill                boolean          not null,
    state                   text             not null,
    severity                text             not null,
    confidence_score        double precision not null,
    baseline_value          double precision not null,
    current_value           double precision not null,
    change_percent          double precision,
    p_value                 double precision,
    change_point_index      int,
    details                 text             not null,
    -- The settings it was found with: the same test decides when it is over.
    method                  text             not null,
    threshold_percent       double precision,
    statistical_confidence  double precision not null,
    window_size             int              not null,
    baseline_days           int              not null,
    min_data_points         int              not null,
    critical                double precision not null,
    warning                 double precision not null,
    opened_at               timestamptz      not null,
    updated_at              timestamptz      not null,
    last_run_id             bigint           not null,
    cleared_at              timestamptz,
    cleared_run_id          bigint
);
create unique index finding_open_once on finding (series_id) where state = 'OPEN';
create index finding_of_model on finding (model_id, id);

-- Stretches of a series that are no baseline: from where a finding begins to where it is over. Without an end it still
-- goes on.
create table left_out (
    finding_id   bigint      not null primary key,
    series_id    bigint      not null,
    from_at      timestamptz not null,
    from_run_id  bigint      not null,
    to_at        timestamptz,
    to_run_id    bigint
);
create index left_out_of_series on left_out (series_id);
