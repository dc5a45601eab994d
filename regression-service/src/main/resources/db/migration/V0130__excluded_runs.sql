-- A person said that the run is no evidence. Its points stay in their places, but enter no window, baseline or trend.
alter table measured_run add column excluded boolean not null default false;
alter table point add column excluded boolean not null default false;
