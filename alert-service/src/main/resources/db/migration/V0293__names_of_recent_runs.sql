-- What is told of runs together names their models. Null in what was kept before.
alter table recent_run add column model_name text;
create index recent_run_ran_at on recent_run (ran_at);
