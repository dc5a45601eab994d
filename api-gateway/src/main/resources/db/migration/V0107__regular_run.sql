-- Runs that come by themselves, by which the dashboard knows a pair's rhythm: pushed ones, and those of jobs.
create index run_pushed on run (model_id, dataset_name, timestamp desc) where source <> 'runner';
create index run_of_job on run (scheduled_job_id, timestamp desc) where scheduled_job_id is not null;
create index job_of_pair on job (model_id, dataset_name);
