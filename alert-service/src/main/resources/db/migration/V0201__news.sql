-- A notification says something of one alert or of several; an alert has as many as there was news of it.
create table notification_alert (
    notification_id bigint  not null references notification (id) on delete cascade,
    alert_id        bigint  not null references alert (id) on delete cascade,
    -- Nobody needs to hear this of this alert any more.
    settled         boolean not null default false,
    primary key (notification_id, alert_id)
);
create index notification_of_alert on notification_alert (alert_id);
insert into notification_alert (notification_id, alert_id)
    select notification_id, id from alert where notification_id is not null;
alter table alert drop column notification_id;

alter table notification add column kind text not null default 'OPENED';
alter table notification alter column kind drop default;

alter table delivery drop constraint delivery_status_check;
alter table delivery add constraint delivery_status_check
    check (status in ('PENDING', 'SENDING', 'SENT', 'FAILED', 'SKIPPED', 'CANCELLED'));

-- What a message says beyond the opening's needs these as well.
alter table alert add column change_percent double precision;
alter table alert add column p_value double precision;
