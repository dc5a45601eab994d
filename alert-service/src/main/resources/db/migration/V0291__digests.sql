-- When a channel is told what became of the lab: at next_at, next.
create table digest (
    channel   text        not null primary key references notification_channel (name) on delete cascade,
    cron      text        not null,
    time_zone text        not null,
    next_at   timestamptz not null,
    -- Up to when the last one told.
    last_at   timestamptz
);
create index digest_next_at on digest (next_at);

-- Mondays at nine, on the channels for people that exist from the start.
insert into digest (channel, cron, time_zone, next_at)
select name, '0 9 * * 0', 'UTC',
       (date_trunc('week', now() at time zone 'UTC') + interval '7 days 9 hours') at time zone 'UTC'
from notification_channel where name in ('email', 'slack') and type in ('EMAIL', 'SLACK');

create index alert_resolved_at on alert (resolved_at) where status = 'RESOLVED';
