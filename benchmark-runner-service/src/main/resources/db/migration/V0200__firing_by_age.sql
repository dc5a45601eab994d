-- Retention looks for what is old, whosever it is.
create index job_firing_by_age on job_firing (at);
