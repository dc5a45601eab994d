-- What is over is found by its end.
create index alert_group_told_at on alert_group (told_at) where due_at is null;
create index notification_created_at on notification (created_at);
