-- Within so long after its end an alert goes on instead of a new one being opened; null: a new one always.
alter table alert_rule add column reopen_minutes int check (reopen_minutes > 0);
-- Which of an alert's lives it is: timers of an earlier one have nothing to say.
alter table alert add column reopenings int not null default 0;
