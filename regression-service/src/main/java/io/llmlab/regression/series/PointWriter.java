package io.llmlab.regression.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Puts all points of a run into their series at once. It is what the service does most, so it is one statement: the
/// series are made where they are new and locked until the transaction ends, and their ends move where the run is the
/// newest.
@ApplicationScoped
class PointWriter {

    /// In order of the metrics, so that two runs of one model never wait for each other crosswise. `old` is a series
    /// before the run, null where it is new (Postgres 18, RETURNING).
    private static final String APPEND = """
            with reading as (
                select $1::text::timestamptz as at, r.*
                from jsonb_to_recordset($2::text::jsonb)
                    as r(metric_type text, metric_name text, unit text, higher_is_better boolean,
                         value double precision, std_error double precision, sample_count int)),
            provided as (
                insert into series (model_id, dataset_name, metric_type, metric_name, stream, unit, higher_is_better,
                    newest_at, newest_run_id)
                select $3::bigint, $4::text, metric_type, metric_name, $5::text, unit, higher_is_better, at, $6::bigint
                from reading order by metric_type, metric_name
                on conflict (model_id, dataset_name, metric_type, metric_name, stream) do update
                    set unit = coalesce(excluded.unit, series.unit),
                        higher_is_better = coalesce(excluded.higher_is_better, series.higher_is_better),
                        newest_at = case when %1$s then excluded.newest_at else series.newest_at end,
                        newest_run_id = case when %1$s then excluded.newest_run_id else series.newest_run_id end
                returning new.*, (old.newest_at, old.newest_run_id)
                    > ($1::text::timestamptz, $6::bigint) as is_longer),
            place as (
                select $7::boolean or coalesce(bool_or(is_longer), false) as backfill from provided),
            added as (
                insert into point (series_id, at, run_id, value, std_error, sample_count, backfill, excluded)
                select id, at, $6::bigint, value, std_error, sample_count, backfill, $8::boolean
                from provided join reading using (metric_type, metric_name) cross join place
                on conflict do nothing)
            select id, model_id, dataset_name, metric_type, metric_name, stream, unit, higher_is_better, backfill
            from provided cross join place order by metric_type, metric_name""".formatted("""
                    (series.newest_at is null
                     or (series.newest_at, series.newest_run_id) < (excluded.newest_at, excluded.newest_run_id))""");

    private final ObjectMapper mapper;
    private final SeriesConfig config;

    PointWriter(ObjectMapper mapper, SeriesConfig config) {
        this.mapper = mapper;
        this.config = config;
    }

    /// Within the current transaction, in which the run was claimed and its month provided.
    Uni<Appended> append(MeasuredRun run) {
        if (run.readings().isEmpty()) {
            return Uni.createFrom().item(Appended.NOTHING);
        }
        return PlainSql.rows(
                        APPEND,
                        run.at().toString(),
                        json(run.readings()),
                        run.model().id(),
                        run.dataset().name(),
                        run.stream(),
                        run.id(),
                        run.cameLate(config.backfillAge()),
                        run.excluded())
                .map(PointWriter::appended);
    }

    private static Appended appended(List<Object[]> rows) {
        return new Appended(rows.stream().map(SeriesRepository::series).toList(), (Boolean) rows.getFirst()[8]);
    }

    private String json(List<Reading> readings) {
        try {
            return mapper.writeValueAsString(readings);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A reading is no JSON", unwritable);
        }
    }
}
