-- How many attempts there had been when a person asked to try again: those after it have their own limit.
alter table delivery add column attempts_before int not null default 0;
