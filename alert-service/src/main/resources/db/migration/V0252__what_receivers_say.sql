-- What a receiver answered, for the person who has to find out why: its first 2 KB, without our secrets.
alter table delivery_attempt add column status_code int, add column response text;

-- Null before the first attempt. How long a delivery is tried counts from here.
alter table delivery add column tried_since timestamptz;
update delivery set tried_since = created_at where attempts > 0;

-- When something may be sent to a channel again, whatever waits for it.
create table channel_pace (
    channel    text        not null primary key,
    free_at    timestamptz not null,
    -- The end of the last wait that the receiver asked for.
    held_until timestamptz
);

-- Why the system itself disabled it.
alter table notification_channel add column disabled_reason text;
