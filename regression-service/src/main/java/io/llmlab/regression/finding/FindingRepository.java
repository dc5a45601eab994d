package io.llmlab.regression.finding;

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

    /// The open findings of these series, by series.
    Uni<Map<Long, Finding>> openOf(Collection<Long> seriesIds) {
        return find("state = ?1 and seriesId in ?2", FindingState.OPEN, seriesIds)
                .list()
                .map(found -> found.stream().collect(Collectors.toMap(Finding::seriesId, Function.identity())));
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
