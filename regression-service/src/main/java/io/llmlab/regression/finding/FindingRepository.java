package io.llmlab.regression.finding;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.Series;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.quarkus.panache.common.Sort.Direction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;

@ApplicationScoped
class FindingRepository implements PanacheRepository<Finding> {

    /// Asked for every run, mostly in vain: the entities are read where there are any.
    private static final String OPEN = "select id from finding where series_id = any($1) and state = 'OPEN'";

    private static final String NEWEST = """
            select f.id from unnest(cast(cast(:series as text) as bigint[])) as s(id) cross join lateral (
                select id from finding
                where series_id = s.id and opened_at <= cast(cast(:by as text) as timestamptz)
                order by id desc limit 1) f
            order by f.id""";

    /// An imported file may hold months; what happened on different days has different causes.
    private static final Duration ONE_TIME = Duration.ofDays(1);

    private static final String GROUP = """
            select group_id from finding
            where (run_id = $1 or batch_id = $2) and model_id = $3 and run_at between $4 and $5
                and (higher_is_better is null) = $6
            order by id limit 1""";

    /// No batch is called so.
    private static final String NO_BATCH = "";

    private static final int MOST_PARTS = 10_000;

    /// The open findings of these series, by series.
    Uni<Map<Long, Finding>> openOf(Collection<Long> seriesIds) {
        return PlainSql.rows(OPEN, (Object) seriesIds.toArray(Long[]::new))
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(List.<Finding>of()) : ofIds(rows))
                .map(found -> found.stream().collect(Collectors.toMap(Finding::seriesId, Function.identity())));
    }

    /// By their keys: a query with a list is planned anew each time.
    private Uni<List<Finding>> ofIds(List<Object[]> rows) {
        return getSession()
                .chain(session -> session.find(
                        Finding.class, rows.stream().map(row -> row[0]).toArray()));
    }

    Uni<Finding> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("finding", id));
    }

    /// The newest finding of each of these series that was opened by then.
    Uni<List<Long>> newestOf(Collection<Long> seriesIds, Instant openedBy) {
        if (seriesIds.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NEWEST, Long.class)
                        .setParameter("series", "{%s}".formatted(ids(seriesIds)))
                        .setParameter("by", openedBy.toString())
                        .getResultList());
    }

    /// The series that a finding is about.
    Uni<Long> seriesOf(long id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select series_id from finding where id = :id", Long.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("finding", id));
    }

    private static String ids(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// The group of those that a new finding belongs with: of the same model, of the same run or batch and its time,
    /// and as bad: what has no direction keeps to itself.
    Uni<Optional<Long>> groupOf(MeasuredRun run, Series series) {
        var at = run.at().atOffset(ZoneOffset.UTC);
        return PlainSql.rows(
                        GROUP,
                        run.id(),
                        Objects.requireNonNullElse(run.circumstances().batchId(), NO_BATCH),
                        run.model().id(),
                        at.minus(ONE_TIME),
                        at.plus(ONE_TIME),
                        series.higherIsBetter() == null)
                .map(rows -> rows.stream().map(row -> (Long) row[0]).findFirst());
    }

    Uni<List<Finding>> newestFirst(FindingFilter filter, Page page) {
        var after = page.after();
        var query = after == null ? matching(filter) : matching(filter.before(after));
        return query.range(page.offset(), page.offset() + page.limit() - 1).list();
    }

    Uni<Long> countOf(FindingFilter filter) {
        return filter.isGrouped()
                ? ofFilter("select count(distinct groupId) from Finding where ", filter, "")
                        .chain(SelectionQuery::getSingleResult)
                : count(filter.condition(), filter.parameters());
    }

    /// The groups of which some finding is chosen, newest first; each with all its findings, oldest first.
    Uni<List<List<Finding>>> newestGroups(FindingFilter filter, Page page) {
        var after = page.after();
        return ofFilter(
                        "select distinct groupId from Finding where ",
                        after == null ? filter : filter.before(after),
                        " order by groupId desc")
                .chain(query -> query.setFirstResult(page.offset())
                        .setMaxResults(page.limit())
                        .getResultList())
                .chain(this::groups);
    }

    private Uni<List<List<Finding>>> groups(List<Long> ids) {
        return find("groupId in ?1", Sort.descending("groupId").and("id", Direction.Ascending), ids)
                .range(0, MOST_PARTS - 1)
                .list()
                .map(parts -> List.copyOf(parts.stream()
                        .collect(Collectors.groupingBy(Finding::groupId, LinkedHashMap::new, Collectors.toList()))
                        .values()));
    }

    private Uni<SelectionQuery<Long>> ofFilter(String select, FindingFilter filter, String order) {
        return getSession().map(session -> {
            var query = session.createSelectionQuery(select + filter.condition() + order, Long.class);
            filter.parameters().forEach(query::setParameter);
            return query;
        });
    }

    private PanacheQuery<Finding> matching(FindingFilter filter) {
        return find(filter.condition(), Sort.descending("id"), filter.parameters());
    }
}
