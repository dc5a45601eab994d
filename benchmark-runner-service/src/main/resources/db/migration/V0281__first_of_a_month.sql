-- Who waited while another made the month must see it: to_regclass remembers its answer from before, a query does not.
create or replace function ensure_run_partitions(moment timestamptz) returns void language plpgsql as $$
declare
    first timestamptz := date_trunc('month', moment, 'UTC');
    next  timestamptz := date_trunc('month', first + interval '32 days', 'UTC');
    month text := to_char(first at time zone 'UTC', 'YYYY_MM');
    part  text;
begin
    if to_regclass('sample_' || month) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('run partitions of ' || current_schema()));
    if exists (
            select from pg_class
            where relname = 'sample_' || month and relnamespace = current_schema()::regnamespace) then
        return;
    end if;
    foreach part in array array ['run', 'metric', 'sample'] loop
        execute format('create table %I (like %I including defaults including constraints)',
            part || '_' || month, part);
        execute format('alter table %I attach partition %I for values from (%L) to (%L)',
            part, part || '_' || month, first, next);
    end loop;
end
$$;
