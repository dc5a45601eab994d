-- Null: as many as its type allows.
alter table notification_channel
    add column max_per_minute int check (max_per_minute between 1 and 6000);

-- When something may be sent to a channel again, whatever waits for it.
create table channel_pace (
    channel    text        not null primary key,
    free_at    timestamptz not null,
    -- The end of the last wait that the receiver asked for.
    held_until timestamptz,
    -- After such a wait one message goes alone, from this time on; null once it was answered.
    probe_at   timestamptz
);
