package io.llmlab.regression.baseline;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.series.Micros;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads the ends of series, a bounded number of points whatever their length.
@ApplicationScoped
class BaselineRepository {

    private static final String ENDS = """
            with recent as (
                select s.id as series_id, p.at, p.run_id, p.value, p.std_error, p.sample_count,
                    exists (
                        select from left_out o
                        where o.series_id = s.id and (p.at, p.run_id) >= (o.from_at, o.from_run_id)
                            and (o.to_at is null or (p.at, p.run_id) < (o.to_at, o.to_run_id))) as regressed
                from series s cross join lateral (
                    select at, run_id, value, std_error, sample_count from point
                    where series_id = s.id and not excluded
                    order by at desc, run_id desc limit :recent) p
                where s.id in (:ids)),
            edge as (
                select distinct on (series_id) series_id, at, run_id from recent order by series_id, at, run_id),
            before as (
                select edge.series_id, p.at, p.run_id, p.value, p.std_error, p.sample_count
                from edge cross join lateral (
                    select at, run_id, value, std_error, sample_count from point
                    where series_id = edge.series_id and not excluded
                        and (at, run_id) < (edge.at, edge.run_id)
                        and not exists (
                            select from left_out o
                            where o.series_id = edge.series_id
                                and (point.at, point.run_id) >= (o.from_at, o.from_run_id)
                                and (o.to_at is null or (point.at, point.run_id) < (o.to_at, o.to_run_id)))
                    order by at desc, run_id desc limit :baseline) p)
            select series_id, true as is_recent, cast(extract(epoch from at) * 1000000 as bigint) as micros,
                run_id, value, std_error, sample_count, regressed
            from recent
            union all
            select series_id, false, cast(extract(epoch from at) * 1000000 as bigint), run_id, value, std_error,
                sample_count, false
            from before
            order by 1, 3, 4""";

    private static final String LEAVE_OUT = """
            insert into left_out (finding_id, series_id, from_at, from_run_id)
            values (:finding, :series, cast(cast(:at as text) as timestamptz), :run)""";

    private static final String END = """
            update left_out set to_at = cast(cast(:at as text) as timestamptz), to_run_id = :run
            where finding_id = :finding""";

    /// Leaves an empty stretch.
    private static final String WITHDRAW =
            "update left_out set to_at = from_at, to_run_id = from_run_id where finding_id = :finding";

    Uni<Map<Long, Stretch>> ends(Collection<Long> seriesIds) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ENDS, Object[].class)
                        .setParameter("ids", seriesIds)
                        .setParameter("recent", Window.RECENT_RUNS)
                        .setParameter("baseline", Window.BASELINE_RUNS)
                        .getResultList())
                .map(BaselineRepository::stretches);
    }

    Uni<Void> leaveOut(long findingId, long seriesId, Position from) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LEAVE_OUT)
                        .setParameter("finding", findingId)
                        .setParameter("series", seriesId)
                        .setParameter("at", from.at().toString())
                        .setParameter("run", from.runId())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> end(long findingId, Position to) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(END)
                        .setParameter("finding", findingId)
                        .setParameter("at", to.at().toString())
                        .setParameter("run", to.runId())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> withdraw(long findingId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(WITHDRAW)
                        .setParameter("finding", findingId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Map<Long, Stretch> stretches(List<Object[]> rows) {
        var bySeries = rows.stream().collect(Collectors.groupingBy(row -> (Long) row[0]));
        var stretches = new HashMap<Long, Stretch>();
        bySeries.forEach((id, points) -> {
            var parts = points.stream()
                    .collect(Collectors.partitioningBy(
                            row -> (Boolean) row[1],
                            Collectors.mapping(BaselineRepository::point, Collectors.toList())));
            var regressed = points.stream()
                    .filter(row -> (Boolean) row[7])
                    .map(row -> (Long) row[3])
                    .collect(Collectors.toSet());
            stretches.put(
                    id,
                    new Stretch(
                            parts.getOrDefault(false, List.of()),
                            parts.getOrDefault(true, List.of()),
                            regressed,
                            null));
        });
        return stretches;
    }

    private static Point point(Object[] row) {
        return new Point(
                new Position(Micros.instant((Long) row[2]), (Long) row[3]), (Double) row[4], (Double) row[5], (Integer)
                        row[6]);
    }
}
