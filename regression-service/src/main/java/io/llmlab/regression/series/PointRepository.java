package io.llmlab.regression.series;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Points, in plain SQL: all of a run go in at once.
@ApplicationScoped
class PointRepository {

    private static final String PROVIDE_MONTH = "select provide_point_month(cast(cast(:at as text) as timestamptz))";

    private static final String ADD = """
            insert into point (series_id, at, run_id, value, std_error, sample_count, backfill, excluded)
            select series_id, cast(cast(:at as text) as timestamptz), :run, value, std_error, sample_count, :backfill, :excluded
            from jsonb_to_recordset(cast(cast(:values as text) as jsonb))
                as v(series_id bigint, value double precision, std_error double precision, sample_count int)
            on conflict do nothing""";

    private static final String MOVE_END = """
            update series set newest_at = cast(cast(:at as text) as timestamptz), newest_run_id = :run
            where id in (:ids) and (newest_at is null
                or (newest_at, newest_run_id) < (cast(cast(:at as text) as timestamptz), :run))""";

    private static final String SINCE = """
            select series_id, cast(extract(epoch from at) * 1000000 as bigint) as micros, run_id, value
            from point
            where series_id in (:ids) and not excluded and at >= cast(cast(:since as text) as timestamptz)
            order by series_id, at, run_id""";

    private static final String JUDGE = """
            update point set excluded = :excluded
            where series_id in (:ids) and at = cast(cast(:at as text) as timestamptz) and run_id = :run""";

    private final ObjectMapper mapper;

    PointRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @RegisterForReflection
    private record Value(
            long seriesId,
            double value,
            @Nullable Double stdError,
            @Nullable Integer sampleCount) {}

    /// Makes the partition for the month of this time, where it is not there.
    Uni<Void> provideMonthOf(Instant at) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PROVIDE_MONTH, String.class)
                        .setParameter("at", at.toString())
                        .getSingleResult())
                .replaceWithVoid();
    }

    /// @param series of the run's readings, in any order
    Uni<Void> add(MeasuredRun run, List<Series> series, boolean backfill) {
        if (series.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .call(session -> session.createNativeQuery(ADD)
                        .setParameter("at", run.at().toString())
                        .setParameter("run", run.id())
                        .setParameter("backfill", backfill)
                        .setParameter("excluded", run.excluded())
                        .setParameter("values", json(values(run, series)))
                        .executeUpdate())
                .chain(session -> session.createNativeQuery(MOVE_END)
                        .setParameter("at", run.at().toString())
                        .setParameter("run", run.id())
                        .setParameter("ids", series.stream().map(Series::id).toList())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Takes the run's points out of these series or puts them back.
    Uni<Void> judge(MeasuredRun run, List<Series> series) {
        if (series.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(JUDGE)
                        .setParameter("excluded", run.excluded())
                        .setParameter("at", run.at().toString())
                        .setParameter("run", run.id())
                        .setParameter("ids", series.stream().map(Series::id).toList())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// The points of each series since then, oldest first; without those of excluded runs.
    Uni<Map<Long, List<Point>>> since(Instant since, Collection<Long> seriesIds) {
        if (seriesIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SINCE, Object[].class)
                        .setParameter("ids", seriesIds)
                        .setParameter("since", since.toString())
                        .getResultList())
                .map(PointRepository::bySeries);
    }

    private static Map<Long, List<Point>> bySeries(List<Object[]> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> (Long) row[0],
                        LinkedHashMap::new,
                        Collectors.mapping(
                                row -> new Point(
                                        new Position(Micros.instant((Long) row[1]), (Long) row[2]),
                                        (Double) row[3],
                                        null,
                                        null),
                                Collectors.toList())));
    }

    private static List<Value> values(MeasuredRun run, List<Series> series) {
        var ids = series.stream().collect(Collectors.toMap(s -> List.of(s.metricType(), s.metricName()), Series::id));
        return run.readings().stream()
                .map(reading -> new Value(
                        requireNonNull(ids.get(List.of(reading.metricType(), reading.metricName()))),
                        reading.value(),
                        reading.stdError(),
                        reading.sampleCount()))
                .toList();
    }

    private String json(List<Value> values) {
        try {
            return mapper.writeValueAsString(values);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A value is no JSON", unwritable);
        }
    }
}
