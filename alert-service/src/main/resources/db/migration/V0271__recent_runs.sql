-- The runs of the last weeks: a run is judged together with those before it.
create table recent_run (
    run_id       bigint      not null primary key,
    model_id     bigint      not null,
    dataset_name text        not null,
    ran_at       timestamptz not null,
    status       text        not null,
    -- A person said that it does not count.
    left_out     boolean     not null
);
create index recent_run_of_model on recent_run (model_id, ran_at desc, run_id desc);
create index recent_run_of_pair on recent_run (model_id, dataset_name, ran_at desc, run_id desc);
