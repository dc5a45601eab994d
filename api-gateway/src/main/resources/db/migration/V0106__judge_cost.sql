-- What its judge cost, which is not in total_cost.
alter table run add column judge_cost double precision;

drop index run_by_time;
create index run_by_time on run (timestamp) include (status, model_id, total_cost, judge_cost, excluded);

-- A run fails when it ends, however long ago it began or was made.
drop index run_failed;
create index run_failed on run ((coalesce(completed_at, timestamp)) desc, id desc) where status = 'failed';
