-- How a run came about, as flat JSON (part -> value): what is compared to say what changed with a finding.
alter table measured_run add column circumstances text;
-- So that one can ask what else moved that one provider serves.
create index model_of_provider on model (provider);
-- What else is measured on a dataset, and at all.
create index series_of_dataset on series (metric_type, dataset_name);
