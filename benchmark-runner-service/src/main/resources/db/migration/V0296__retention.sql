-- What is forgotten, month by month. Arrival counts, not the time of a run: history that comes today stays as long as what
-- is measured today.

-- Whether any run of a month came late: as small as rows come in about this order.
create index run_by_arrival on run using brin (created_at);
create index run_request_by_age on run_request (received_at);
create index imported_run_by_age on imported_run (imported_at);

-- The months of a table of which all arrived before a moment, the oldest first, and about how many rows they have. A run
-- that is not over keeps its month.
create function run_months_to_go(of_table text, arrived_before timestamptz)
    returns table (month text, row_estimate bigint) language plpgsql as $$
declare
    part   record;
    begins timestamptz;
    ends   timestamptz;
begin
    for part in
        select c.oid, right(c.relname, 7) as of_month,
               case when c.reltuples < 0 then pg_stat_get_live_tuples(c.oid) else c.reltuples end as estimate
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = of_table::regclass and c.relname ~ ('^' || of_table || '_\d{4}_\d{2}$')
        order by c.relname
    loop
        begins := to_date(part.of_month, 'YYYY_MM')::timestamp at time zone 'UTC';
        ends := (to_date(part.of_month, 'YYYY_MM')::timestamp + interval '1 month') at time zone 'UTC';
        continue when ends > arrived_before or (of_table <> 'run' and pg_relation_size(part.oid) = 0);
        continue when exists (
            select from run
            where run_at >= begins and run_at < ends
                and (created_at >= arrived_before or status in ('QUEUED', 'RUNNING')));
        month := part.of_month;
        row_estimate := part.estimate;
        return next;
    end loop;
end
$$;

-- Forgets the oldest month of a table; returns about how many rows it had, null where no month can go. Metrics and samples
-- of runs that stay are emptied, since their runs may be taken up again; with the runs all of their month is dropped. Who
-- waits for longer than half a second gives up, before writers have to wait behind it for long, or anybody is taken for
-- waiting crosswise.
create function forget_run_month(of_table text, arrived_before timestamptz) returns bigint language plpgsql as $$
declare
    going record;
begin
    perform set_config('lock_timeout', '500ms', true);
    -- As who makes a month.
    perform pg_advisory_xact_lock(hashtext('run partitions of ' || current_schema()));
    select * into going from run_months_to_go(of_table, arrived_before) limit 1;
    if not found then
        return null;
    end if;
    if of_table = 'run' then
        -- In the order in which runs are stored.
        lock table only run, only metric, only sample in access exclusive mode;
    else
        execute format('lock table %I in access exclusive mode', of_table || '_' || going.month);
    end if;
    -- A run may have come in while this one waited.
    if not exists (select from run_months_to_go(of_table, arrived_before) again where again.month = going.month) then
        return null;
    end if;
    if of_table = 'run' then
        execute format('drop table if exists %I, %I, %I',
            'sample_' || going.month, 'metric_' || going.month, 'run_' || going.month);
    else
        execute format('truncate %I', of_table || '_' || going.month);
    end if;
    return going.row_estimate;
end
$$;
