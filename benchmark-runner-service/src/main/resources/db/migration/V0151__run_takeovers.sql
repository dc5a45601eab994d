-- How often the run was taken up, since it was queued, because its executor was no longer heard of.
alter table run add column takeovers int not null default 0;
