package io.llmlab.regression.finding;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class FindingRepository implements PanacheRepository<Finding> {

    /// Asked for every run, mostly in vain: the entities are read where there are any.
    private static final String OPEN = "select id from finding where series_id = any($1) and state = 'OPEN'";

    /// The open findings of these series, by series.
    Uni<Map<Long, Finding>> openOf(Collection<Long> seriesIds) {
        return PlainSql.rows(OPEN, (Object) seriesIds.toArray(Long[]::new))
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(List.<Finding>of()) : ofIds(rows))
                .map(found -> found.stream().collect(Collectors.toMap(Finding::seriesId, Function.identity())));
    }

    private Uni<List<Finding>> ofIds(List<Object[]> rows) {
        return find("id in ?1", rows.stream().map(row -> (Long) row[0]).toList())
                .list();
    }

    Uni<List<Finding>> newestFirst(FindingFilter filter, Page page) {
        var after = page.after();
        var query = after == null ? matching(filter) : matching(filter.before(after));
        return query.range(page.offset(), page.offset() + page.limit() - 1).list();
    }

    Uni<Long> countOf(FindingFilter filter) {
        return count(filter.condition(), filter.parameters());
    }

    private PanacheQuery<Finding> matching(FindingFilter filter) {
        return find(filter.condition(), Sort.descending("id"), filter.parameters());
    }
}
