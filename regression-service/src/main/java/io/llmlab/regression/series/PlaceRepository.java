package io.llmlab.regression.series;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/// Finds runs in series, in plain SQL: by the time of a run, which is known of each, a point is found by its key.
@ApplicationScoped
class PlaceRepository {

    private static final String OF = """
            select p.series_id, cast(extract(epoch from p.at) * 1000000 as bigint), p.run_id
            from measured_run m join point p on p.at = m.at and p.run_id = m.run_id
            where m.run_id in (:runs) and p.series_id in (:series) and not p.excluded
            order by p.at, p.run_id""";

    private static final String BETWEEN = """
            select series_id, cast(extract(epoch from at) * 1000000 as bigint), run_id from point
            where series_id = :series and not excluded
                and (at, run_id) >= (cast(cast(:firstAt as text) as timestamptz), :firstRun)
                and (at, run_id) <= (cast(cast(:lastAt as text) as timestamptz), :lastRun)
            order by at, run_id limit :limit""";

    /// Oldest first.
    Uni<List<Place>> of(Collection<Long> seriesIds, Collection<Long> runIds) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF, Object[].class)
                        .setParameter("series", seriesIds)
                        .setParameter("runs", runIds)
                        .getResultList())
                .map(PlaceRepository::places);
    }

    /// Oldest first; both ends belong to it.
    Uni<List<Place>> between(long seriesId, Position first, Position last, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(BETWEEN, Object[].class)
                        .setParameter("series", seriesId)
                        .setParameter("firstAt", first.at().toString())
                        .setParameter("firstRun", first.runId())
                        .setParameter("lastAt", last.at().toString())
                        .setParameter("lastRun", last.runId())
                        .setParameter("limit", limit)
                        .getResultList())
                .map(PlaceRepository::places);
    }

    private static List<Place> places(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Place((Long) row[0], new Position(Micros.instant((Long) row[1]), (Long) row[2])))
                .toList();
    }
}
