-- What is known of a model: that it exists, and its name.
create table model (
    id    bigint primary key,
    name  text   not null
);

-- Runs whose points are in their series: a run counts once, however often it is told of.
create table measured_run (
    run_id        bigint      not null primary key,
    model_id      bigint      not null,
    dataset_name  text        not null,
    stream        text        not null,
    at            timestamptz not null,
    received_at   timestamptz not null
);
create index measured_run_of_model on measured_run (model_id, at);

create table series (
    id                bigint generated always as identity primary key,
    model_id          bigint  not null,
    dataset_name      text    not null,
    metric_type       text    not null,
    metric_name       text    not null,
    stream            text    not null,
    unit              text,
    higher_is_better  boolean,
    newest_at         timestamptz,
    newest_run_id     bigint,
    unique (model_id, dataset_name, metric_type, metric_name, stream)
);

-- The values of a series, by the month of the run's time. Order: at, run_id.
create table point (
    series_id     bigint           not null,
    at            timestamptz      not null,
    run_id        bigint           not null,
    value         double precision not null,
    std_error     double precision,
    sample_count  int,
    backfill      boolean          not null,
    primary key (series_id, at, run_id)
) partition by range (at);

-- History may be months old, so a month's partition is made when its first point comes. A new table is attached rather
-- than made as a partition at once, because attaching locks out neither readers nor writers.
create function provide_point_month(moment timestamptz) returns text language plpgsql as $$
declare
    first_day timestamp := date_trunc('month', moment at time zone 'UTC');
    partition text := 'point_' || to_char(first_day, 'YYYY_MM');
begin
    if to_regclass(quote_ident(partition)) is not null then
        return partition;
    end if;
    perform pg_advisory_xact_lock(hashtext(current_schema || '.' || partition));
    if to_regclass(quote_ident(partition)) is null then
        execute format('create table %I (like point including defaults including constraints)', partition);
        execute format('alter table point attach partition %I for values from (%L) to (%L)',
            partition, first_day at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
    end if;
    return partition;
end
$$;
