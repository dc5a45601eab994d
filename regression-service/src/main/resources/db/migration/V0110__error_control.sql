-- What auto, new_run and trend are told beside the settings of the original's methods; findings keep theirs too.
alter table detection_config
    add column alarm_rate double precision not null default .001 check (alarm_rate > 0 and alarm_rate <= .1),
    add column practical_floor double precision check (practical_floor >= 0);
alter table finding
    add column alarm_rate double precision not null default .001,
    add column practical_floor double precision;
