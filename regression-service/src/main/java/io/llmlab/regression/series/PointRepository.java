package io.llmlab.regression.series;

import io.llmlab.platform.database.PlainSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Points, in plain SQL.
@ApplicationScoped
class PointRepository {

    /// Asked each time: who clears up may have dropped a month that was there.
    private static final String PROVIDE_MONTHS = """
            select count(provide_point_month(at)) from (
                select distinct on (date_trunc('month', at at time zone 'UTC')) at
                from unnest($1::text[]::timestamptz[]) as at) as months""";

    private static final String SINCE = """
            select series_id, cast(extract(epoch from at) * 1000000 as bigint) as micros, run_id, value, std_error,
                sample_count
            from point
            where series_id in (:ids) and not excluded and at >= cast(cast(:since as text) as timestamptz)
            order by series_id, at, run_id""";

    private static final String NEWEST = """
            select s.id, cast(extract(epoch from p.at) * 1000000 as bigint) as micros, p.run_id, p.value, p.std_error,
                p.sample_count
            from series s cross join lateral (
                select at, run_id, value, std_error, sample_count from point
                where series_id = s.id and not excluded
                order by at desc, run_id desc limit :most) p
            where s.id in (:ids)
            order by 1, 2, 3""";

    private static final String JUDGE = """
            update point set excluded = :excluded
            where series_id in (:ids) and at = cast(cast(:at as text) as timestamptz) and run_id = :run""";

    /// Makes the partitions for the months of these times, where they are not there.
    Uni<Void> provideMonthsOf(List<Instant> times) {
        return PlainSql.rows(PROVIDE_MONTHS, (Object)
                        times.stream().map(Instant::toString).toArray(String[]::new))
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

    /// The newest points of each series, at most so many, oldest first; without those of excluded runs.
    Uni<Map<Long, List<Point>>> newest(Collection<Long> seriesIds, int most) {
        if (seriesIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NEWEST, Object[].class)
                        .setParameter("ids", seriesIds)
                        .setParameter("most", most)
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
                                        (Double) row[4],
                                        (Integer) row[5]),
                                Collectors.toList())));
    }
}
