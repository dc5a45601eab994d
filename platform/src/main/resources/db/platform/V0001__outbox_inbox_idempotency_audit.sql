-- What every service's schema needs and that knows no domain.

create table outbox (
    id          bigint generated always as identity primary key,
    topic       text        not null,
    type        text        not null,
    key         text        not null,
    payload     text        not null,
    created_at  timestamptz not null default now()
);

-- Wakes the relay at commit; it also looks once a second, so a lost notification costs a second.
create function notify_outbox() returns trigger language plpgsql as $$
begin
    perform pg_notify('outbox_' || tg_table_schema, '');
    return null;
end
$$;

create trigger outbox_wakes_relay after insert on outbox
    for each statement execute function notify_outbox();

-- CloudEvents: source and id together are unique.
create table inbox (
    source       text        not null,
    event_id     text        not null,
    received_at  timestamptz not null default now(),
    primary key (source, event_id)
);
create index inbox_received_at on inbox (received_at);

create table idempotency (
    key           text        not null primary key,
    request_hash  text        not null,
    status        int         not null,
    location      text,
    body          text,
    created_at    timestamptz not null default now()
);
create index idempotency_created_at on idempotency (created_at);

create table audit (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default now(),
    actor    text        not null,
    action   text        not null,
    subject  text        not null,
    details  jsonb
);
create index audit_at on audit (at);
