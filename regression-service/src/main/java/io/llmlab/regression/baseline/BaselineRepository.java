package io.llmlab.regression.baseline;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the ends of series, a bounded number of points whatever their length.
@ApplicationScoped
class BaselineRepository {

    /// Runs between pinned ones and the newest three: with these, the longest window of a look has ten new runs.
    private static final int BETWEEN_RUNS = 7;

    /// Whether a series has anything that is left out is asked once, not for each point: hardly any has. Points
    /// come in no order, each time as it is stored: sorting and converting them costs less in the service.
    ///
    /// The planner is told nothing of the parameters (`select $1`, and numbers in the text). Else it would plan
    /// each time anew, which takes as long as the rest, where one plan fits all.
    private static final String ENDS = """
            with normal as materialized (
                select s.id as series_id, chosen.pin,
                    coalesce(chosen.from_at, timestamptz '-infinity') as from_at,
                    coalesce(chosen.from_run_id, 0) as from_run_id,
                    exists (select from left_out o where o.series_id = s.id) as has_left_out,
                    -- From here on all is bad.
                    coalesce(bad.from_at, timestamptz 'infinity') as bad_at,
                    coalesce(bad.from_run_id, 0) as bad_run_id,
                    exists (
                        select from series c join comparable_streams r on r.model_id = c.model_id
                            and r.dataset_name = c.dataset_name and r.stream = c.stream and r.withdrawn_at is null
                        where c.id = s.id) as continues
                from unnest((select $1::bigint[])) as s(id) left join lateral (
                    select case when b.kind = 'PINNED' then b.id end as pin, b.from_at, b.from_run_id
                    from baseline b where b.series_id = s.id and b.released_at is null
                    order by b.kind = 'PINNED' desc, b.id desc limit 1) chosen on true
                left join lateral (
                    select o.from_at, o.from_run_id from left_out o
                    where o.series_id = s.id and o.to_at is null and not o.waived and not o.settled
                    order by o.from_at, o.from_run_id limit 1) bad on true),
            recent as (
                select n.*, p.at, p.run_id, p.value, p.std_error, p.sample_count,
                    n.has_left_out and exists (
                        select from left_out o
                        where o.series_id = n.series_id and not o.waived
                            and (p.at, p.run_id) >= (o.from_at, o.from_run_id)
                            and (o.to_at is null or (p.at, p.run_id) < (o.to_at, o.to_run_id))) as regressed
                from normal n cross join lateral (
                    select at, run_id, value, std_error, sample_count from point
                    where series_id = n.series_id and not excluded
                        and (at, run_id) >= (n.from_at, n.from_run_id)
                        and not (n.has_left_out and exists (
                            select from left_out o
                            where o.series_id = n.series_id and (o.settled or o.suspicion_id is not null)
                                and (point.at, point.run_id) >= (o.from_at, o.from_run_id)
                                and (point.at, point.run_id) < (o.to_at, o.to_run_id)))
                    order by at desc, run_id desc limit %1$d) p),
            edge as (
                select distinct on (series_id) series_id, pin, from_at, from_run_id, has_left_out, bad_at, bad_run_id,
                    continues, at, run_id
                from recent order by series_id, at, run_id),
            before as (
                select edge.series_id, edge.pin, p.*
                from edge cross join lateral (
                    select at, run_id, value, std_error, sample_count, settled.yes as settled
                    from point cross join lateral (
                        select edge.has_left_out and exists (
                            select from left_out o
                            where o.series_id = edge.series_id and o.settled
                                and (point.at, point.run_id) >= (o.from_at, o.from_run_id)
                                and (point.at, point.run_id) < (o.to_at, o.to_run_id)) as yes) settled
                    where series_id = edge.series_id and not excluded
                        and (at, run_id) >= (edge.from_at, edge.from_run_id)
                        and (at, run_id) < (edge.bad_at, edge.bad_run_id)
                        and ((at, run_id) < (edge.at, edge.run_id) or settled.yes)
                        and not (edge.has_left_out and exists (
                            select from left_out o
                            where o.series_id = edge.series_id and not o.waived and not o.settled
                                and (point.at, point.run_id) >= (o.from_at, o.from_run_id)
                                and (o.to_at is null or (point.at, point.run_id) < (o.to_at, o.to_run_id))))
                    order by at desc, run_id desc
                    limit case when edge.pin is null then %2$d else %3$d end) p),
            forebears as (
                select edge.series_id, edge.pin, p.*
                from edge
                    join series s on s.id = edge.series_id
                    join comparable_streams c on c.model_id = s.model_id and c.dataset_name = s.dataset_name
                        and c.stream = s.stream and c.withdrawn_at is null
                    join series e on e.model_id = s.model_id and e.dataset_name = s.dataset_name
                        and e.metric_type = s.metric_type and e.metric_name = s.metric_name and e.stream = c.continues
                    left join lateral (
                        select b.from_at, b.from_run_id from baseline b
                        where b.series_id = e.id and b.kind = 'ROLLING' and b.released_at is null
                        order by b.id desc limit 1) begun on true
                    cross join lateral (
                        select at, run_id, value, std_error, sample_count, settled.yes as settled
                        from point cross join lateral (
                            select exists (
                                select from left_out o
                                where o.series_id = e.id and o.settled
                                    and (point.at, point.run_id) >= (o.from_at, o.from_run_id)
                                    and (point.at, point.run_id) < (o.to_at, o.to_run_id)) as yes) settled
                        where series_id = e.id and not excluded and (at, run_id) < (edge.at, edge.run_id)
                            and (begun.from_at is null or (at, run_id) >= (begun.from_at, begun.from_run_id))
                            and not exists (
                                select from left_out o
                                where o.series_id = e.id and not o.waived and not o.settled
                                    and (point.at, point.run_id) >= (o.from_at, o.from_run_id)
                                    and (o.to_at is null or (point.at, point.run_id) < (o.to_at, o.to_run_id)))
                        order by at desc, run_id desc
                        limit %2$d - (select count(*) from before b where b.series_id = edge.series_id)) p
                where edge.continues and edge.pin is null and edge.from_at = timestamptz '-infinity'),
            pinned as (
                select edge.series_id, edge.pin, p.at, p.run_id, p.value, p.std_error, p.sample_count
                from edge
                    join baseline_run r on r.baseline_id = edge.pin
                    join point p on p.series_id = edge.series_id and p.at = r.at and p.run_id = r.run_id
                where not p.excluded)
            select series_id, 'RECENT' as part, at, run_id, value, std_error, sample_count, regressed, pin, continues,
                bad_at < 'infinity' as is_bad
            from recent
            union all
            select series_id, case when settled then 'SETTLED' else 'BEFORE' end, at, run_id, value, std_error,
                sample_count, false, pin, null, null
            from (select * from before union all select * from forebears) usual
            union all
            select series_id, 'PINNED', at, run_id, value, std_error, sample_count, false, pin, null, null
            from pinned""".formatted(Window.RECENT_RUNS, Window.BASELINE_RUNS, BETWEEN_RUNS);

    /// What a point is to its series.
    private enum Part {
        SETTLED,
        PINNED,
        BEFORE,
        RECENT
    }

    Uni<Map<Long, End>> ends(Collection<Long> seriesIds) {
        return PlainSql.rows(ENDS, (Object) seriesIds.toArray(Long[]::new))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> (Long) row[0],
                                Collectors.collectingAndThen(Collectors.toList(), BaselineRepository::end))));
    }

    /// @param rows of one series
    private static End end(List<Object[]> rows) {
        var byPart = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Part.valueOf((String) row[1]),
                        Collectors.mapping(BaselineRepository::point, Collectors.toList())));
        byPart.values().forEach(points -> points.sort(Comparator.comparing(Point::position)));
        // No window of a look may take runs for new that a person called normal: they come before all others.
        var baseline = Stream.of(Part.SETTLED, Part.PINNED, Part.BEFORE)
                .flatMap(part -> byPart.getOrDefault(part, List.of()).stream())
                .toList();
        var pinned = byPart.getOrDefault(Part.PINNED, List.of());
        var newest = rows.stream()
                .filter(row -> row[1].equals(Part.RECENT.name()))
                .findFirst()
                .orElseThrow();
        var stretch = new Stretch(
                baseline, byPart.getOrDefault(Part.RECENT, List.of()), regressed(rows), null, pin(newest, pinned));
        var inOrder = stretch.pin() == null && !byPart.containsKey(Part.SETTLED) && !(Boolean) newest[9];
        return new End(stretch, inOrder, (Boolean) newest[10]);
    }

    private static Set<Long> regressed(List<Object[]> rows) {
        return rows.stream()
                .filter(row -> (Boolean) row[7])
                .map(row -> (Long) row[3])
                .collect(Collectors.toSet());
    }

    private static @Nullable Pin pin(Object[] row, List<Point> pinned) {
        return row[8] == null ? null : new Pin((Long) row[8], pinned);
    }

    private static Point point(Object[] row) {
        return new Point(
                new Position(((OffsetDateTime) row[2]).toInstant(), (Long) row[3]),
                (Double) row[4],
                (Double) row[5],
                (Integer) row[6]);
    }
}
