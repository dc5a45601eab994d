package io.llmlab.regression.baseline;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.regression.series.Position;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Baselines that people chose, and their runs.
@ApplicationScoped
class ChosenBaselineRepository implements PanacheRepository<Baseline> {

    private static final String ADD_RUN = """
            insert into baseline_run (baseline_id, at, run_id)
            values (:baseline, cast(cast(:at as text) as timestamptz), :run)""";

    private static final String RUNS = """
            select baseline_id, run_id from baseline_run where baseline_id in (:ids) order by baseline_id, at, run_id""";

    Uni<Baseline> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("baseline", id));
    }

    /// The one that is pinned for a series and not released.
    Uni<Optional<Baseline>> pinnedOf(long seriesId) {
        return find("seriesId = ?1 and kind = ?2 and releasedAt is null", seriesId, BaselineKind.PINNED)
                .firstResult()
                .map(Optional::ofNullable);
    }

    Uni<Baseline> add(Baseline baseline, List<Position> runs) {
        return persistAndFlush(baseline)
                .call(stored -> Multi.createFrom()
                        .iterable(runs)
                        .onItem()
                        .transformToUniAndConcatenate(run -> addRun(stored.id(), run))
                        .onItem()
                        .ignoreAsUni());
    }

    private static Uni<Integer> addRun(long baselineId, Position run) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD_RUN)
                        .setParameter("baseline", baselineId)
                        .setParameter("at", run.at().toString())
                        .setParameter("run", run.runId())
                        .executeUpdate());
    }

    /// The runs of each of these baselines, oldest first.
    Uni<Map<Long, List<Long>>> runsOf(Collection<Long> baselineIds) {
        if (baselineIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RUNS, Object[].class)
                        .setParameter("ids", baselineIds)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> (Long) row[0], Collectors.mapping(row -> (Long) row[1], Collectors.toList()))));
    }

    Uni<List<Baseline>> newestFirst(BaselineFilter filter, Page page) {
        var conditions = new HashMap<>(filter.conditions());
        var after = page.after();
        conditions.put("id < :before", after == null ? Long.valueOf(Long.MAX_VALUE) : after);
        return find(hql(conditions), Sort.descending("id"), parameters(conditions))
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> countOf(BaselineFilter filter) {
        var conditions = filter.conditions();
        return conditions.isEmpty() ? count() : count(hql(conditions), parameters(conditions));
    }

    private static String hql(Map<String, Object> conditions) {
        return String.join(" and ", conditions.keySet());
    }

    private static Map<String, Object> parameters(Map<String, Object> conditions) {
        return conditions.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(entry.getKey().indexOf(':') + 1), Map.Entry::getValue));
    }
}
