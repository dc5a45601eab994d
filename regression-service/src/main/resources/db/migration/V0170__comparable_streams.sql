-- What a person declared comparable: a stream goes on where an earlier one stopped.
create table comparable_streams (
    id            bigint generated always as identity primary key,
    model_id      bigint       not null,
    dataset_name  text         not null,
    stream        text         not null,
    continues     text         not null,
    reason        text         not null,
    created_by    text         not null,
    created_at    timestamptz  not null,
    withdrawn_at  timestamptz,
    withdrawn_by  text
);
create unique index comparable_streams_once on comparable_streams (model_id, dataset_name, stream)
    where withdrawn_at is null;
create index comparable_streams_of_model on comparable_streams (model_id, id);
create index measured_run_of_stream on measured_run (model_id, dataset_name, stream, at, run_id);
