-- What a receiver answered, for the person who has to find out why: its first 2 KB, without our secrets.
alter table delivery_attempt add column status_code int, add column response text;

-- Why the system itself disabled it: what is to be sent waits until a person looks at it.
alter table notification_channel add column disabled_reason text;
