-- Runs that come by themselves, by which the dashboard knows a series' rhythm.
create index run_regular on run (model_id, dataset_name, timestamp desc)
 where source <> 'runner' or trigger_type = 'scheduled';
