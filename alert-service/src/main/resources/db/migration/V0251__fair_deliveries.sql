-- What is due to one channel is found without stepping over what waits for another.
drop index delivery_due;
create index delivery_due on delivery (channel, due_at) where status = 'PENDING';

-- Null before the first attempt. How long a delivery is tried counts from here.
alter table delivery add column tried_since timestamptz;
update delivery set tried_since = created_at where attempts > 0;

-- Attempts that do not count against its patience: those before a person asked to try again or changed the channel, and
-- those that the receiver answered with a wait.
alter table delivery add column uncounted int not null default 0;

-- A person asked for it: the next attempt waits for no turn of the channel.
alter table delivery add column forced boolean not null default false;
create index delivery_forced on delivery (id) where forced and status = 'PENDING';
