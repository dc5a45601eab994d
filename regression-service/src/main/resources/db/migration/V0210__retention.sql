-- What is cleared up, and how it is found. Arrival counts, not the time of a run: history that comes today stays as long as
-- what is measured today.

-- By the time of the run, to ask whether any of a month came late: as small as rows come in about this order.
create index measured_run_by_age on measured_run using brin (at);

-- When a run's items came in; what is there already counts from now on.
alter table run_items add column kept_at timestamptz not null default now();
create index run_items_by_arrival on run_items (kept_at);
drop index run_items_by_age;

create index suspicion_by_age on suspicion (decided_at) where state <> 'PENDING';

-- Runs of baselines that are pinned: what they rest on stays.
create view pinned_run as
    select b.series_id, r.at, r.run_id
    from baseline b join baseline_run r on r.baseline_id = b.id
    where b.kind = 'PINNED' and b.released_at is null;

-- Whether a month has points, all that are not pinned came before a moment, and there are any that are not pinned.
create function point_month_is_over(partition text, arrived_before timestamptz) returns boolean language plpgsql as $$
declare
    first_day timestamp := to_date(substr(partition, 7), 'YYYY_MM');
    begins timestamptz := first_day at time zone 'UTC';
    ends timestamptz := (first_day + interval '1 month') at time zone 'UTC';
    has_rest boolean;
begin
    if ends > arrived_before or exists (
            select from measured_run where at >= begins and at < ends and received_at >= arrived_before) then
        return false;
    end if;
    execute format('select not exists (select from %1$I) or exists (select from %1$I p where not exists ('
        || 'select from pinned_run r where r.series_id = p.series_id and r.at = p.at and r.run_id = p.run_id))', partition)
        into has_rest;
    return has_rest;
end
$$;

-- The oldest month that can go; null where none can. One that is going already comes first: gone_point_2025_01.
create function point_month_to_go(arrived_before timestamptz) returns text language plpgsql as $$
declare
    partition text;
begin
    for partition in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'point'::regclass and c.relname ~ '^point_\d{4}_\d{2}$'
        order by c.relname
    loop
        if point_month_is_over(partition, arrived_before) then
            return partition;
        end if;
    end loop;
    return null;
end
$$;

-- Takes a month of points out of the table, whole; pinned ones stay. It needs the table for itself for a moment: who waits
-- for longer than half a second gives up, before anybody is taken for waiting crosswise.
create function retire_point_month(partition text, arrived_before timestamptz) returns boolean language plpgsql as $$
declare
    gone text := 'gone_' || partition;
    has_pinned boolean;
begin
    perform set_config('lock_timeout', '500ms', true);
    -- As who makes a month: one lock for all of them, and before that of the table.
    perform pg_advisory_xact_lock(hashtext(current_schema || '.point'));
    if to_regclass(quote_ident(gone)) is not null then
        return false;
    end if;
    lock table only point in access exclusive mode;
    -- Another one may have been here, or a run come in, while this one waited.
    if not exists (select from pg_inherits where inhparent = 'point'::regclass
            and inhrelid = to_regclass(quote_ident(partition))) or not point_month_is_over(partition, arrived_before) then
        return false;
    end if;
    execute format('alter table point detach partition %I', partition);
    execute format('alter table %I rename to %I', partition, gone);
    execute format('select exists (select from %I p join pinned_run r using (series_id, at, run_id))', gone) into has_pinned;
    if has_pinned then
        perform provide_point_month(to_date(substr(partition, 7), 'YYYY_MM')::timestamp at time zone 'UTC');
        execute format('insert into point select p.* from %I p'
            || ' where exists (select from pinned_run r where r.series_id = p.series_id and r.at = p.at'
            || ' and r.run_id = p.run_id)', gone);
    end if;
    return true;
end
$$;

-- After points are gone, what is remembered of how their series end does not hold any more: so many series of the month get
-- another revision, by their ids. Returns the last of them; null where there is none after that one.
create function forget_ends_of_month(gone text, after_series bigint, most int) returns bigint language plpgsql as $$
declare
    ids bigint[];
begin
    perform set_config('lock_timeout', '500ms', true);
    execute format('select array_agg(series_id) from (select distinct series_id from %I where series_id > $1'
        || ' order by series_id limit $2) as part', gone) into ids using after_series, most;
    -- In the order in which runs lock their series.
    perform from series where id = any(ids) order by model_id, dataset_name, stream, metric_type, metric_name for update;
    update series set revision = nextval('series_revision') where id = any(ids);
    return ids[array_upper(ids, 1)];
end
$$;

-- That so many runs of the month were taken in; not those that came since.
create function forget_runs_of_month(gone text, arrived_before timestamptz, most int) returns int language plpgsql as $$
declare
    first_day timestamp := to_date(substr(gone, 12), 'YYYY_MM');
    forgotten int;
begin
    delete from measured_run where run_id in (
        select run_id from measured_run
        where at >= first_day at time zone 'UTC' and at < (first_day + interval '1 month') at time zone 'UTC'
            and received_at < arrived_before
            and not exists (select from pinned_run p where p.run_id = measured_run.run_id)
        limit most for update skip locked);
    get diagnostics forgotten = row_count;
    return forgotten;
end
$$;

create function drop_point_month(gone text) returns void language plpgsql as $$
begin
    execute format('drop table if exists %I', gone);
end
$$;
