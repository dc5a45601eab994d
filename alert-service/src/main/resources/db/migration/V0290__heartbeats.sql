-- Pings that are over are forgotten within the hour.
create index notification_heartbeat on notification (created_at) where kind = 'HEARTBEAT';
