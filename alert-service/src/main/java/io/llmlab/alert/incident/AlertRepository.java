package io.llmlab.alert.incident;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.llmlab.alert.incident.Family.Relative;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.signal.Severity;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AlertRepository implements PanacheRepository<Alert> {

    /// As Hibernate locks: rows that refer to the alert may still be stored.
    private static final String OPEN =
            "select id from alert where fingerprint = $1 and status <> 'RESOLVED' for no key update";

    private static final String SEEN = "select distinct fingerprint from alert where fingerprint = any($1)";

    private static final String IDS =
            "select nextval(pg_get_serial_sequence('alert', 'id')) from generate_series(1, $1)";

    private static final String WITH_IDS = "id in ?1 order by id";

    private static final String OPENED = "select id from alert where fingerprint = $1 and opened_at > $2 limit 1";

    private static final String OPEN_SERIES = """
            select distinct series.model_id, series.dataset_name, series.metric_type, series.metric_name
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
                as series (model_id, dataset_name, metric_type, metric_name)
            join alert on alert.model_id = series.model_id and alert.dataset_name = series.dataset_name
                and alert.metric_name = series.metric_name and alert.metric_type = series.metric_type
                and alert.status <> 'RESOLVED'""";

    private static final String RELATIVES = """
            select mine.id, other.id, other.severity
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
                as mine (id, model_id, dataset_name, metric_type, metric_name, rule_id)
            join alert other on other.model_id = mine.model_id and other.dataset_name = mine.dataset_name
                and other.metric_name = mine.metric_name and other.metric_type = mine.metric_type
                and other.status <> 'RESOLVED' and other.rule_id <> mine.rule_id""";

    private final Ledger ledger;
    private final OpenedAlerts opened;

    AlertRepository(Ledger ledger, OpenedAlerts opened) {
        this.ledger = ledger;
        this.opened = opened;
    }

    /// What was found out about alerts that may be opened together.
    ///
    /// @param unseen the identities that never had one
    /// @param ids for one each
    /// @param open the series of which there are open alerts
    private record Prospect(Set<String> unseen, Deque<Long> ids, Set<Series> open) {}

    /// One metric of a model on a data set.
    record Series(
            long modelId,
            String dataset,
            @Nullable String metricType,
            @Nullable String metricName) {

        private static Series of(Alert alert) {
            var facts = alert.facts();
            var dataset = facts.datasetName() == null ? "" : facts.datasetName();
            return new Series(alert.model().id(), dataset, facts.metricType(), facts.metricName());
        }
    }

    /// For work that is done together: finds out which of these never had an alert, so that nobody asks for each of
    /// them.
    /// Whoever calls this keeps others from opening some.
    Uni<Void> lookUp(Collection<String> fingerprints, Collection<Series> series) {
        return ledger.once(
                        Prospect.class,
                        () -> PlainSql.rows(SEEN, (Object) fingerprints.toArray(String[]::new))
                                .map(seen -> unseen(fingerprints, seen))
                                .chain(unseen -> ids(unseen.size())
                                        .chain(ids -> open(series).map(open -> new Prospect(unseen, ids, open)))))
                .replaceWithVoid();
    }

    private static Uni<Set<Series>> open(Collection<Series> series) {
        return PlainSql.rows(
                        OPEN_SERIES,
                        column(series, Long[]::new, Series::modelId),
                        column(series, String[]::new, Series::dataset),
                        column(series, String[]::new, Series::metricType),
                        column(series, String[]::new, Series::metricName))
                .map(rows -> rows.stream()
                        .map(row -> new Series((Long) row[0], (String) row[1], (String) row[2], (String) row[3]))
                        .collect(toSet()));
    }

    private static Set<String> unseen(Collection<String> fingerprints, List<Object[]> seen) {
        var unseen = new HashSet<>(fingerprints);
        seen.forEach(row -> unseen.remove((String) row[0]));
        return unseen;
    }

    private static Uni<Deque<Long>> ids(int count) {
        return count == 0
                ? Uni.createFrom().item(new ArrayDeque<>())
                : PlainSql.rows(IDS, count)
                        .map(rows -> rows.stream().map(row -> (Long) row[0]).collect(toCollection(ArrayDeque::new)));
    }

    private Optional<Prospect> prospect() {
        return ledger.known(Prospect.class);
    }

    private boolean isUnseen(String fingerprint) {
        return prospect()
                .filter(prospect -> prospect.unseen().contains(fingerprint))
                .isPresent();
    }

    /// For an alert to be opened; alerts that were opened later have higher ones.
    Uni<Long> nextId() {
        return prospect()
                .map(prospect -> prospect.ids().poll())
                .map(Uni.createFrom()::item)
                .orElseGet(() -> ids(1).map(Deque::element));
    }

    /// Stores a new alert: at the end of work that is done together, or now.
    Uni<Alert> add(Alert alert) {
        prospect().ifPresent(known -> known.unseen().remove(alert.fingerprint()));
        return opened.add(alert);
    }

    Uni<Alert> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("alert", id));
    }

    /// Waits for whoever is changing it, so that the state that is seen is the state that is changed.
    Uni<Alert> requireToChange(long id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).onItem().ifNull().failWith(() -> new NotFound("alert", id));
    }

    /// The same: one, or none where it is gone.
    Uni<List<Alert>> toChange(long id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /// Those of them that are not gone, by id.
    Uni<List<Alert>> toChange(Collection<Long> ids) {
        return find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /// The open alert of an identity, to be changed: none or one. Mostly none, and Hibernate plans a query that locks
    /// anew each time.
    Uni<List<Alert>> openOf(String fingerprint) {
        return isUnseen(fingerprint)
                ? Uni.createFrom().item(List.of())
                : settled().chain(() -> PlainSql.rows(OPEN, fingerprint)).chain(this::firstOf);
    }

    /// With what has been changed or opened so far.
    private Uni<Void> settled() {
        return ledger.settle().chain(this::flush);
    }

    private Uni<List<Alert>> firstOf(List<Object[]> rows) {
        return rows.isEmpty() ? Uni.createFrom().item(List.of()) : toChange((Long) rows.getFirst()[0]);
    }

    /// The open alerts of a series, to be changed.
    Uni<List<Alert>> openOf(long modelId, String dataset, String metricType, String metricName) {
        return find(
                        "modelId = ?1 and datasetName = ?2 and metricType = ?3 and metricName = ?4 and status <> ?5 order by id",
                        modelId,
                        dataset,
                        metricType,
                        metricName,
                        AlertStatus.RESOLVED)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<Alert>> withIds(List<Long> ids) {
        return find(WITH_IDS, ids).list();
    }

    /// In the order of ids, as whoever locks several alerts does.
    Uni<List<Alert>> withIdsToChange(List<Long> ids) {
        return find(WITH_IDS, ids).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /// The open alerts of other rules about the same series as these, by the id of the latter. Those that work that is
    /// done together has not stored yet are none.
    Uni<Map<Long, List<Relative>>> relatives(List<Alert> of) {
        var named = of.stream().filter(this::mayHaveRelatives).toList();
        return named.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : PlainSql.rows(
                                RELATIVES,
                                column(named, Long[]::new, Alert::id),
                                column(
                                        named,
                                        Long[]::new,
                                        alert -> Series.of(alert).modelId()),
                                column(
                                        named,
                                        String[]::new,
                                        alert -> Series.of(alert).dataset()),
                                column(
                                        named,
                                        String[]::new,
                                        alert -> Series.of(alert).metricType()),
                                column(
                                        named,
                                        String[]::new,
                                        alert -> Series.of(alert).metricName()),
                                column(named, String[]::new, Alert::ruleId))
                        .map(rows -> rows.stream()
                                .collect(groupingBy(
                                        row -> (Long) row[0],
                                        mapping(
                                                row -> new Relative((Long) row[1], Severity.valueOf((String) row[2])),
                                                toList()))));
    }

    private boolean mayHaveRelatives(Alert alert) {
        return Series.of(alert).metricName() != null
                && prospect()
                        .filter(known -> !known.open().contains(Series.of(alert)))
                        .isEmpty();
    }

    private static <R, T> T[] column(Collection<R> of, IntFunction<T[]> array, Function<R, @Nullable T> value) {
        return of.stream().map(value).toArray(array);
    }

    /// The open alerts that one run alone gave rise to, to be changed.
    Uni<List<Alert>> openOfRun(long modelId, long runId) {
        return find(
                        "modelId = ?1 and runId = ?2 and occurrences = 1 and status <> ?3 order by id",
                        modelId,
                        runId,
                        AlertStatus.RESOLVED)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<Boolean> openedSince(String fingerprint, Instant since) {
        return isUnseen(fingerprint)
                ? Uni.createFrom().item(false)
                : PlainSql.rows(OPENED, fingerprint, since.atOffset(ZoneOffset.UTC))
                        .map(found -> !found.isEmpty());
    }

    /// The newest alert of an identity, to be changed, where it ended at that time or later: none or one.
    Uni<List<Alert>> endedOf(String fingerprint, Instant since) {
        return find(
                        "fingerprint = ?1 and status = ?2 and handling.resolvedAt >= ?3 order by openedAt desc",
                        fingerprint,
                        AlertStatus.RESOLVED,
                        since)
                .range(0, 0)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /// The newest alert of an identity, open or not: none or one.
    Uni<List<Alert>> latestOf(String fingerprint) {
        return ledger.settle()
                .chain(() -> find("fingerprint = ?1 order by openedAt desc", fingerprint)
                        .range(0, 0)
                        .list());
    }

    /// What a page begins behind is passed over in the index, by ids alone: rows are wide.
    Uni<List<Alert>> page(AlertFilter filter, Page page) {
        return page.offset() == 0
                ? list(filter, "from Alert", page, Alert.class)
                : list(filter, "select id from Alert", page, Long.class)
                        .chain(ids -> find("id in ?1 order by id desc", ids).list());
    }

    private static <T> Uni<List<T>> list(AlertFilter filter, String what, Page page, Class<T> type) {
        var query = filter.query(page.after());
        return Panache.getSession().chain(session -> {
            var selection = session.createQuery("%s where %s order by id desc".formatted(what, query.text()), type)
                    .setFirstResult(page.offset())
                    .setMaxResults(page.limit());
            query.parameters().forEach(selection::setParameter);
            return selection.getResultList();
        });
    }

    Uni<Long> count(AlertFilter filter) {
        var query = filter.query(null);
        return count(query.text(), query.parameters());
    }
}
