-- What is due to one channel is found without stepping over what waits for another.
drop index delivery_due;
create index delivery_due on delivery (channel, due_at) where status = 'PENDING';
