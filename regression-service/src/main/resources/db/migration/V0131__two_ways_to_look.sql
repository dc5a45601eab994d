-- auto takes two looks at the runs, a quick one and a patient one, and halves its rate between them; the quick one keeps
-- the error it had. Configurations that nobody touched follow.
alter table detection_config alter column alarm_rate set default .002;
alter table finding alter column alarm_rate set default .002;

update detection_config set alarm_rate = .002
where method = 'auto' and alarm_rate = .001 and created_at = updated_at;
