-- What open dashboards are told. The newest rows only; every instance reads them, so every instance serves all events.

create table live_event (
    id          bigint      generated always as identity primary key,
    type        text        not null,
    data        text        not null,
    created_at  timestamptz not null default now()
);

create function notify_live() returns trigger language plpgsql as $$
begin
    perform pg_notify('live_' || tg_table_schema, '');
    return null;
end
$$;

create trigger live_event_wakes_feeds after insert on live_event
    for each statement execute function notify_live();
