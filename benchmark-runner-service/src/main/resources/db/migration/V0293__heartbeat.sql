-- When the next heartbeat leaves, whichever instance sends it.
create table heartbeat (
    one    boolean     not null primary key default true check (one),
    due_at timestamptz not null
);
insert into heartbeat (due_at) values (now());
