-- Who waited while another made the month must see it: to_regclass remembers its answer from before, a query does not.
-- One lock for all months: attaching one shuts out the others anyway, and two locks could be taken crosswise.
create or replace function provide_point_month(moment timestamptz) returns text language plpgsql as $$
declare
    first_day timestamp := date_trunc('month', moment at time zone 'UTC');
    partition text := 'point_' || to_char(first_day, 'YYYY_MM');
begin
    if to_regclass(quote_ident(partition)) is not null then
        return partition;
    end if;
    perform pg_advisory_xact_lock(hashtext(current_schema || '.point'));
    if not exists (
            select from pg_class where relname = partition and relnamespace = current_schema()::regnamespace) then
        execute format('create table %I (like point including defaults including constraints)', partition);
        execute format('alter table point attach partition %I for values from (%L) to (%L)',
            partition, first_day at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
    end if;
    return partition;
end
$$;
