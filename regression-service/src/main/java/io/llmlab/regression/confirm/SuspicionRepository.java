package io.llmlab.regression.confirm;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

@ApplicationScoped
class SuspicionRepository implements PanacheRepository<Suspicion> {

    /// Asked for every run.
    private static final String HELD =
            "select series_id from suspicion where series_id = any($1) and state = 'PENDING'";

    private static final String OVERDUE = """
            select request_id from suspicion where state = 'PENDING' and deadline <= $1
            group by request_id order by min(id) limit $2""";

    private static final String SERIES = "select series_id from suspicion where state = 'PENDING' and request_id = $1";

    private static final String REPEATED = """
            insert into suspicion_repeat (request_id, run_id)
            select :request, :run where exists (select from suspicion where request_id = :request)
            on conflict do nothing""";

    private static final String HAS_ALL = """
            select count(*) >= (select max(repeats) from suspicion where request_id = :request)
            from suspicion_repeat where request_id = :request""";

    /// Those of these series that have a pending one.
    Uni<Set<Long>> heldOf(Collection<Long> seriesIds) {
        return PlainSql.rows(HELD, (Object) seriesIds.toArray(Long[]::new))
                .map(rows -> rows.stream().map(row -> (Long) row[0]).collect(Collectors.toSet()));
    }

    /// Nobody else decides them meanwhile.
    Uni<List<Suspicion>> pendingOfRequest(String requestId) {
        return find("state = ?1 and requestId = ?2", Sort.ascending("id"), SuspicionState.PENDING, requestId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<Suspicion>> pendingOfRun(long runId) {
        return find("state = ?1 and runId = ?2", Sort.ascending("id"), SuspicionState.PENDING, runId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<String>> overdue(Instant now, int most) {
        return PlainSql.rows(OVERDUE, now.atOffset(ZoneOffset.UTC), most)
                .map(rows -> rows.stream().map(row -> (String) row[0]).toList());
    }

    Uni<List<Long>> seriesOf(String requestId) {
        return PlainSql.rows(SERIES, requestId)
                .map(rows -> rows.stream().map(row -> (Long) row[0]).toList());
    }

    /// Counts a repeat, once.
    ///
    /// @return whether all are there now
    Uni<Boolean> repeated(String requestId, long runId) {
        return getSession()
                .call(session -> session.createNativeQuery(REPEATED)
                        .setParameter("request", requestId)
                        .setParameter("run", runId)
                        .executeUpdate())
                .chain(session -> session.createNativeQuery(HAS_ALL, Boolean.class)
                        .setParameter("request", requestId)
                        .getSingleResult())
                .map(Boolean.TRUE::equals);
    }

    Uni<List<Suspicion>> newestFirst(SuspicionFilter filter, Page page) {
        return find(filter.condition(page.after()), Sort.descending("id"), filter.parameters(page.after()))
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> countOf(SuspicionFilter filter) {
        return count(filter.condition(null), filter.parameters(null));
    }
}
