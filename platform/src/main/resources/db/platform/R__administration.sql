-- Shared tables that came after the first version. Repeatable, because a version of its own would stand between those of
-- the services: this runs after all of them, and again whenever it is changed, so that each statement must bear that.

-- Who did what, newest first, all of it or one's own.
create index if not exists audit_newest on audit (at desc, id desc);
create index if not exists audit_of_actor on audit (actor, at desc, id desc);
create index if not exists audit_of_action on audit (action, at desc, id desc);

-- Events that this service could never process. The topic of dead letters has them as well, for those outside; here it
-- is known who could not, and what became of it.
create table if not exists dead_letter (
    id             bigint      generated always as identity primary key,
    at             timestamptz not null default now(),
    topic          text        not null,
    partition      int         not null,
    record_offset  bigint      not null,
    key            text,
    -- Of the event, as CloudEvents has them; null where the record has no such headers.
    source         text,
    event_id       text,
    type           text,
    -- Bytes: a text cannot hold all that may come.
    payload        bytea       not null,
    reason         text        not null,
    state          text        not null default 'WAITING' check (state in ('WAITING', 'REPLAYED', 'DISCARDED')),
    -- How often it was put back in vain.
    attempts       int         not null default 0,
    settled_at     timestamptz,
    settled_by     text,
    -- With the event: offsets begin anew where a topic is made anew.
    unique nulls not distinct (topic, partition, record_offset, source, event_id)
);
create index if not exists dead_letter_newest on dead_letter (state, at desc, id desc);
create index if not exists dead_letter_settled on dead_letter (settled_at) where state <> 'WAITING';

-- The span that an event comes of, where traces are on (W3C Trace Context).
alter table outbox add column if not exists traceparent text;
