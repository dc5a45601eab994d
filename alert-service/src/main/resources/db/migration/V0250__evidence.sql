-- Why a metric moved, as its finding told it, and between what the change lies: every message about the alert says so.
alter table alert add column evidence text not null default '{}' check (evidence is json object);
alter table alert alter column evidence drop default;
