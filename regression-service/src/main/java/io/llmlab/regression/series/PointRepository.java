package io.llmlab.regression.series;

import io.llmlab.platform.database.PlainSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            select series_id, at, run_id, value, std_error, sample_count
            from point
            where series_id = any($1) and not excluded and at >= $2
            order by series_id, at, run_id""";

    private static final String NEWEST = """
            select s.id, p.at, p.run_id, p.value, p.std_error, p.sample_count
            from unnest($1::bigint[], $2::timestamptz[], $3::bigint[]) as s(id, at, run_id) cross join lateral (
                select at, run_id, value, std_error, sample_count from point
                where series_id = s.id and not excluded and (at, run_id) >= (s.at, s.run_id)
                order by at desc, run_id desc limit $4::bigint) p
            order by s.id, p.at, p.run_id""";

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
        return seriesIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : PlainSql.rows(SINCE, seriesIds.toArray(Long[]::new), since.atOffset(ZoneOffset.UTC))
                        .map(PointRepository::bySeries);
    }

    /// The newest points of each series from a place on, at most so many, oldest first; without those of excluded
    /// runs.
    Uni<Map<Long, List<Point>>> newest(Map<Long, Position> since, int most) {
        if (since.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var series = List.copyOf(since.keySet());
        var from = series.stream().map(since::get).map(Objects::requireNonNull).toList();
        return PlainSql.rows(
                        NEWEST,
                        series.toArray(Long[]::new),
                        from.stream()
                                .map(place -> place.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        from.stream().map(Position::runId).toArray(Long[]::new),
                        (long) most)
                .map(PointRepository::bySeries);
    }

    private static Map<Long, List<Point>> bySeries(List<Object[]> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> (Long) row[0],
                        LinkedHashMap::new,
                        Collectors.mapping(
                                row -> new Point(
                                        new Position(((OffsetDateTime) row[1]).toInstant(), (Long) row[2]),
                                        (Double) row[3],
                                        (Double) row[4],
                                        (Integer) row[5]),
                                Collectors.toList())));
    }
}
