-- Whether the version came with the service: such a one is replaced by an upgrade, what a person uploaded never is.
alter table dataset add column starter boolean not null default false;
