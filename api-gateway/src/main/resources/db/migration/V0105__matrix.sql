-- What the dashboard's first view asks: the newest runs of each model on each data set, what runs now, what failed, and
-- what a month cost, each by an index.

-- After which the next run is due, where the harness that pushed this one says so.
alter table run add column expected_interval interval;

create index run_of_pair on run (model_id, dataset_name, timestamp desc, id desc);
create index run_open on run (timestamp desc, id desc) where status in ('queued', 'running');
create index run_failed on run (timestamp desc, id desc) where status = 'failed';

-- With all that counts runs and adds up their cost: none of it reads the table.
drop index run_by_time;
create index run_by_time on run (timestamp) include (status, model_id, total_cost, excluded);
