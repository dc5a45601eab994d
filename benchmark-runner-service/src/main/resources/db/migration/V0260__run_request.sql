-- Requests for runs that came as events: each takes effect once, by its own id, however often it is sent.
create table run_request (
    request_id    text        not null primary key,
    model_id      bigint      not null,
    dataset_name  text        not null,
    runs          int         not null,
    reason        text        not null,
    received_at   timestamptz not null
);
