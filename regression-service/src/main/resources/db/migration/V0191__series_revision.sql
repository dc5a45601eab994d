-- The service remembers how series end, and asks here only whether that still holds: each new point gives its series
-- another revision, and so does, by triggers, whatever else changes it or what counts as normal for it. They come from a
-- sequence, so that one that was rolled back does not come again. Only a month of points that is dropped changes none.
create sequence series_revision;

alter table series
    add column revision bigint not null default nextval('series_revision'),
    add column previous_revision bigint,
    -- Of newest_at, in UTC. It changes once a day, so that it can be indexed without a price for every run.
    add column newest_day date;
update series set newest_day = (newest_at at time zone 'UTC')::date;
create index series_by_day on series (metric_type, newest_day desc, id);

-- Every run changes the rows of its series and nothing that is indexed: with room on the page that costs no index.
alter table series set (fillfactor = 70);

create function series_changed() returns trigger language plpgsql as $$
begin
    update series set revision = nextval('series_revision') where id = coalesce(new.series_id, old.series_id);
    return null;
end
$$;
create trigger left_out_changed after insert or update or delete on left_out
    for each row execute function series_changed();
create trigger baseline_changed after insert or update or delete on baseline
    for each row execute function series_changed();
create trigger point_changed after update or delete on point
    for each row execute function series_changed();

-- In the order in which runs lock their series, so that neither waits for the other crosswise.
create function streams_changed() returns trigger language plpgsql as $$
begin
    perform from series
    where model_id = new.model_id and dataset_name = new.dataset_name and stream = new.stream
    order by metric_type, metric_name, id for update;
    update series set revision = nextval('series_revision')
    where model_id = new.model_id and dataset_name = new.dataset_name and stream = new.stream;
    return null;
end
$$;
create trigger comparable_streams_changed after insert or update on comparable_streams
    for each row execute function streams_changed();
