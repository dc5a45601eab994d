-- What waits is claimed oldest first; what is running is counted at each claim, over all instances.
create index run_queued on run (id) where status = 'QUEUED';
create index run_running on run (lease_until) where status = 'RUNNING';
drop index run_waiting;
