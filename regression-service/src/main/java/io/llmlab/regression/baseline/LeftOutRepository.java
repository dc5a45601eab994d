package io.llmlab.regression.baseline;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.regression.series.Micros;
import io.llmlab.regression.series.Position;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The stretches of series that findings cover, in plain SQL.
@ApplicationScoped
class LeftOutRepository {

    private static final String LEAVE_OUT = """
            insert into left_out (finding_id, series_id, from_at, from_run_id)
            values ($1, $2, $3, $4)""";

    private static final String DROP = """
            insert into left_out (suspicion_id, series_id, from_at, from_run_id, to_at, to_run_id)
            values (:suspicion, :series, cast(cast(:fromAt as text) as timestamptz), :fromRun,
                cast(cast(:toAt as text) as timestamptz), :toRun)""";

    private static final String END = "update left_out set to_at = $2, to_run_id = $3 where finding_id = $1";

    /// Leaves an empty stretch.
    private static final String WITHDRAW =
            "update left_out set to_at = from_at, to_run_id = from_run_id where finding_id = $1";

    private static final String FROM = """
            select cast(extract(epoch from from_at) * 1000000 as bigint), from_run_id from left_out
            where finding_id = :finding""";

    /// One that goes on ends behind the series' newest run.
    private static final String SETTLE = """
            update left_out o
            set settled = true, to_at = coalesce(o.to_at, s.newest_at), to_run_id = coalesce(o.to_run_id, s.newest_run_id + 1)
            from series s where s.id = o.series_id and o.finding_id = :finding""";

    private static final String WAIVE = "update left_out set waived = true where finding_id = :finding";

    private static final String REINSTATE = """
            update left_out o set waived = false, to_at = s.newest_at, to_run_id = s.newest_run_id + 1
            from series s where s.id = o.series_id and o.finding_id = :finding""";

    private static final String LAST_NORMAL = """
            select at, run_id from point p
            where series_id = $1 and not excluded
                and (at, run_id) < ($2::timestamptz, $3::bigint)
                and not exists (
                    select from left_out o
                    where o.series_id = $1 and not o.waived and not o.settled
                        and (p.at, p.run_id) >= (o.from_at, o.from_run_id)
                        and (o.to_at is null or (p.at, p.run_id) < (o.to_at, o.to_run_id)))
            order by at desc, run_id desc limit 1""";

    /// Of the newest runs of each series from a place on: how many a person excluded, and how many belong to a
    /// finding or to a suspicion that nothing came of.
    private static final String ABSENT = """
            select w.series_id, count(*) filter (where p.excluded), count(*) filter (where not p.excluded)
            from unnest($1::bigint[], $2::timestamptz[], $3::bigint[]) as w(series_id, from_at, from_run_id)
                cross join lateral (
                    select at, run_id, excluded from point
                    where series_id = w.series_id and (at, run_id) >= (w.from_at, w.from_run_id)
                    order by at desc, run_id desc limit $4::bigint) p
            where p.excluded or exists (
                select from left_out o
                where o.series_id = w.series_id and not o.waived and not o.settled
                    and (p.at, p.run_id) >= (o.from_at, o.from_run_id)
                    and (o.to_at is null or (p.at, p.run_id) < (o.to_at, o.to_run_id)))
            group by w.series_id""";

    private static final String OPEN = """
            select finding_id from left_out
            where series_id = :series and to_at is null and not waived order by finding_id limit 1""";

    /// The newest run before this place that is normal; absent where there is none.
    Uni<Optional<Position>> lastNormalBefore(long seriesId, Position place) {
        return PlainSql.rows(LAST_NORMAL, seriesId, place.at().atOffset(ZoneOffset.UTC), place.runId())
                .map(rows -> rows.stream()
                        .map(row -> new Position(((OffsetDateTime) row[0]).toInstant(), (Long) row[1]))
                        .findFirst());
    }

    /// What is missing of each series from a place on, among the newest thousand runs; a series of which nothing is
    /// missing is absent.
    Uni<Map<Long, Absent>> absentSince(Map<Long, Position> places) {
        var series = List.copyOf(places.keySet());
        var from = series.stream().map(places::get).map(Objects::requireNonNull).toList();
        return PlainSql.rows(
                        ABSENT,
                        series.toArray(Long[]::new),
                        from.stream()
                                .map(place -> place.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        from.stream().map(Position::runId).toArray(Long[]::new),
                        Absent.LOOKED_AT)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (Long) row[0],
                                row -> new Absent(((Long) row[1]).intValue(), ((Long) row[2]).intValue()))));
    }

    Uni<Void> leaveOut(long findingId, long seriesId, Position from) {
        return PlainSql.update(LEAVE_OUT, findingId, seriesId, from.at().atOffset(ZoneOffset.UTC), from.runId())
                .replaceWithVoid();
    }

    /// What a suspicion rested on, which nothing came of.
    ///
    /// @param to the first place that is no part of it
    Uni<Void> drop(long suspicionId, long seriesId, Position from, Position to) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DROP)
                        .setParameter("suspicion", suspicionId)
                        .setParameter("series", seriesId)
                        .setParameter("fromAt", from.at().toString())
                        .setParameter("fromRun", from.runId())
                        .setParameter("toAt", to.at().toString())
                        .setParameter("toRun", to.runId())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> end(long findingId, Position to) {
        return PlainSql.update(END, findingId, to.at().atOffset(ZoneOffset.UTC), to.runId())
                .replaceWithVoid();
    }

    Uni<Void> withdraw(long findingId) {
        return PlainSql.update(WITHDRAW, findingId).replaceWithVoid();
    }

    /// What it covers was normal: it counts, but is never taken for new again.
    Uni<Void> settle(long findingId) {
        return change(SETTLE, findingId);
    }

    /// What it covers is where a new baseline begins.
    Uni<Void> waive(long findingId) {
        return change(WAIVE, findingId);
    }

    /// What it covered up to now is no baseline after all.
    Uni<Void> reinstate(long findingId) {
        return change(REINSTATE, findingId);
    }

    /// Where the stretch of a finding begins.
    Uni<Position> from(long findingId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FROM, Object[].class)
                        .setParameter("finding", findingId)
                        .getSingleResult())
                .map(row -> new Position(Micros.instant((Long) row[0]), (Long) row[1]));
    }

    /// The finding that is open for a series.
    Uni<Optional<Long>> openFinding(long seriesId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OPEN, Long.class)
                        .setParameter("series", seriesId)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    private static Uni<Void> change(String statement, long findingId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement)
                        .setParameter("finding", findingId)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
