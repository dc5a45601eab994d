-- Runs that were suspected, and that their repeats did not bear out, are neither baseline nor new. Such a stretch belongs
-- to a suspicion instead of a finding.
alter table left_out drop constraint left_out_pkey;
alter table left_out alter column finding_id drop not null;
alter table left_out
    add column suspicion_id bigint,
    add constraint left_out_for_one check (num_nonnulls(finding_id, suspicion_id) = 1);
create unique index left_out_of_finding on left_out (finding_id);
create unique index left_out_of_suspicion on left_out (suspicion_id);
