-- What each run scored on each of its items, ascending by key: items without a score are left out. One row a run, since
-- a run's items are always read together.
create table run_items (
    run_id     bigint      not null primary key,
    at         timestamptz not null,
    item_keys  bigint[]    not null,
    scores     real[]      not null
);
-- By age, for whoever clears up.
create index run_items_by_age on run_items (at);
