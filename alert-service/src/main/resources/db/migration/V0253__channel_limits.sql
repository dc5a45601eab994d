-- Null: as many as its type allows.
alter table notification_channel
    add column max_per_minute int check (max_per_minute between 1 and 6000);
