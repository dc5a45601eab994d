package io.llmlab.regression.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// Series, in plain SQL: a run's metrics are handled in one statement each, however many there are.
@ApplicationScoped
class SeriesRepository {

    private static final String COLUMNS =
            "id, model_id, dataset_name, metric_type, metric_name, stream, unit, higher_is_better";

    /// In order of the metrics, so that two runs of one model never wait for each other crosswise.
    private static final String PROVIDE = """
            with provided as (
                insert into series (model_id, dataset_name, metric_type, metric_name, stream, unit, higher_is_better)
                select :model, :dataset, metric_type, metric_name, :stream, unit, higher_is_better
                from jsonb_to_recordset(cast(cast(:readings as text) as jsonb))
                    as reading(metric_type text, metric_name text, unit text, higher_is_better boolean)
                order by metric_type, metric_name
                on conflict (model_id, dataset_name, metric_type, metric_name, stream) do update
                    set unit = coalesce(excluded.unit, series.unit),
                        higher_is_better = coalesce(excluded.higher_is_better, series.higher_is_better)
                returning *)
            select %s from provided order by metric_type, metric_name""".formatted(COLUMNS);

    private static final String OF_MODEL = """
            select %s from series
            where model_id = :model and newest_at >= cast(cast(:since as text) as timestamptz)
            order by metric_type, metric_name, dataset_name, newest_at desc, id""".formatted(COLUMNS);

    private static final String BY_IDS = """
            select %s from series where id in (:ids)""".formatted(COLUMNS);

    private static final String RUNS = """
            select count(*) from measured_run
            where model_id = :model and not excluded and at >= cast(cast(:since as text) as timestamptz)""";

    private static final String LOCK =
            "select id from series where id = any($1) order by metric_type, metric_name, id for update";

    private static final String NAMED = """
            select %s from series
            where model_id = :model and dataset_name = :dataset and metric_type = :type and metric_name = :name
            order by id""".formatted(COLUMNS);

    private final ObjectMapper mapper;

    SeriesRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// The series of the run's metrics, made where they are new, and locked until the transaction ends.
    Uni<List<Series>> provide(MeasuredRun run) {
        return session()
                .chain(session -> session.createNativeQuery(PROVIDE, Object[].class)
                        .setParameter("model", run.model().id())
                        .setParameter("dataset", run.dataset().name())
                        .setParameter("stream", run.stream())
                        .setParameter("readings", json(run.readings()))
                        .getResultList())
                .map(rows -> rows.stream().map(SeriesRepository::series).toList());
    }

    /// Those with a point since then: by metric and dataset, the most recently used stream first.
    Uni<List<Series>> ofModel(long modelId, Instant since) {
        return session()
                .chain(session -> session.createNativeQuery(OF_MODEL, Object[].class)
                        .setParameter("model", modelId)
                        .setParameter("since", since.toString())
                        .getResultList())
                .map(rows -> rows.stream().map(SeriesRepository::series).toList());
    }

    /// Those of this name in all streams.
    Uni<List<Series>> named(SeriesKey key) {
        return session()
                .chain(session -> session.createNativeQuery(NAMED, Object[].class)
                        .setParameter("model", key.modelId())
                        .setParameter("dataset", key.datasetName())
                        .setParameter("type", key.metricType())
                        .setParameter("name", key.metricName())
                        .getResultList())
                .map(rows -> rows.stream().map(SeriesRepository::series).toList());
    }

    Uni<List<Series>> byIds(Collection<Long> ids) {
        return session()
                .chain(session -> session.createNativeQuery(BY_IDS, Object[].class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(rows -> rows.stream().map(SeriesRepository::series).toList());
    }

    /// Lets no run be added to the series until the transaction ends.
    Uni<Void> lock(long seriesId) {
        return session()
                .chain(session -> session.createNativeQuery(
                                "select id from series where id = :id for update", Long.class)
                        .setParameter("id", seriesId)
                        .getSingleResult())
                .replaceWithVoid();
    }

    /// In the order in which runs lock them too.
    Uni<Void> lock(Collection<Long> seriesIds) {
        return PlainSql.rows(LOCK, (Object) seriesIds.toArray(Long[]::new)).replaceWithVoid();
    }

    Uni<Long> runsOf(long modelId, Instant since) {
        return session()
                .chain(session -> session.createNativeQuery(RUNS, Long.class)
                        .setParameter("model", modelId)
                        .setParameter("since", since.toString())
                        .getSingleResult());
    }

    private static Uni<Session> session() {
        return Panache.getSession();
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A part of a run is no JSON", unwritable);
        }
    }

    private static Series series(Object[] row) {
        return new Series(
                (Long) row[0],
                (Long) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (Boolean) row[7]);
    }
}
