-- What events say of a model beside its name. Null: it was not told of since.
alter table model add column if not exists provider text;
alter table model add column if not exists labels jsonb;
