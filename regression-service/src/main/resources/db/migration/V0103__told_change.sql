-- The change of a finding as it was last told: one that became far worse since is told again.
alter table finding add column told_change double precision;
update finding set told_change = change_percent;
