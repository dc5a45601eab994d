-- What is forgotten, the oldest first: runs that are over, and alerts that are resolved.
create index run_by_age on run (changed_at) where finished;
create index alert_by_age on alert (changed_at) where status = 'resolved';

-- The highest id of a run that was forgotten. One up to it that is not here was told of before: the aggregates have it.
create table forgotten_run (
    one    boolean  primary key default true check (one),
    up_to  bigint   not null
);
insert into forgotten_run (up_to) values (0);
