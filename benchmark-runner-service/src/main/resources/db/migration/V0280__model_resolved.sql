-- What the endpoint says that answered: the snapshot behind the name that was asked for.
alter table run add column model_resolved text;
