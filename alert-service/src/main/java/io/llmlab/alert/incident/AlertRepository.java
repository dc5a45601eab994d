package io.llmlab.alert.incident;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.incident.Incidents.Identity;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class AlertRepository implements PanacheRepository<Alert> {

    /// The alert of which a series is an open part comes before one of which it was a part.
    private static final String OPEN = """
            select id from (
                select id, false as back from alert where fingerprint = $1 and status <> 'RESOLVED'
                union all
                select part.alert_id, part.cleared_at is not null
                from alert_part part join alert on alert.id = part.alert_id
                where part.fingerprint = $1 and alert.status <> 'RESOLVED') found
            order by back, id limit 1""";

    private static final String WITH_IDS = "id in ?1 order by id";

    private static final String OPENED = """
            (select id from alert where fingerprint = $1 and opened_at > $2 limit 1)
            union all (select alert_id from alert_part where fingerprint = $1 and joined_at > $2 limit 1)""";

    /// The newest alert of an identity that ended at a time or later. One whose own identity is open elsewhere
    /// stays over.
    private static final String ENDED = """
            select id from alert
            where id in (select id from alert where fingerprint = $1
                         union all select alert_id from alert_part where fingerprint = $1)
              and status = 'RESOLVED' and resolved_at >= $2
              and not exists (select from alert other
                              where other.fingerprint = alert.fingerprint and other.status <> 'RESOLVED')
            order by opened_at desc, id desc limit 1""";

    private static final String LATEST = """
            select id from (
                (select id, opened_at as at from alert where fingerprint = $1 order by opened_at desc limit 1)
                union all
                (select alert_id, joined_at from alert_part where fingerprint = $1 order by joined_at desc limit 1)) found
            order by at desc, id desc limit 1""";

    private static final String OPEN_OF_SERIES = """
            select id from alert
            where model_id = $1 and dataset_name = $2 and metric_type = $3 and metric_name = $4
              and status <> 'RESOLVED' and parts_total = 1
            union
            select alert_id from alert_part
            where model_id = $1 and dataset_name = $2 and metric_type = $3 and metric_name = $4 and cleared_at is null
            order by 1""";

    /// $2 is what is suspected, $3 its name; a harness has none.
    private static final String OPEN_OF_SUSPECT = """
            select id from alert
            where rule_id = $1 and onset_at between $4 and $5 and status <> 'RESOLVED'
              and case $2::text
                      when 'dataset' then dataset_name = $3::text
                      when 'provider' then model::json ->> 'provider' = $3::text
                      else true
                  end
            order by id limit 1""";

    private final Prospects prospects;
    private final OpenedAlerts opened;
    private final Ledger ledger;

    AlertRepository(Prospects prospects, OpenedAlerts opened, Ledger ledger) {
        this.prospects = prospects;
        this.opened = opened;
        this.ledger = ledger;
    }

    /// Stores a new alert of these: at the end of work that is done together, or now; one of several parts, whose
    /// rows refer to it, always now.
    Uni<Alert> add(Alert alert, List<Identity> parts) {
        prospects.note(alert.id(), parts);
        return opened.add(alert).call(() -> alert.isSingle() ? Uni.createFrom().voidItem() : ledger.settle());
    }

    /// With what has been opened and changed so far.
    private Uni<Void> settled() {
        return ledger.settle().chain(this::flush);
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

    /// The open alert of an identity, or of one of its parts, to be changed: none or one. Mostly none, and
    /// Hibernate plans a query that locks anew each time.
    Uni<List<Alert>> openOf(String fingerprint) {
        return prospects.isUnseen(fingerprint)
                ? none()
                : settled().chain(() -> PlainSql.rows(OPEN, fingerprint)).chain(this::found);
    }

    /// The open alerts that a series is a part of, to be changed.
    Uni<List<Alert>> openOf(Series series) {
        var type = requireNonNull(series.metricType());
        var name = requireNonNull(series.metricName());
        return settled()
                .chain(() -> PlainSql.rows(OPEN_OF_SERIES, series.modelId(), series.dataset(), type, name))
                .chain(this::found);
    }

    /// The open alert that what this rests on is one matter with, to be changed: none or one.
    Uni<List<Alert>> openOfCause(Identity identity) {
        return prospects
                .openOfGroup(identity)
                .chain(found -> found.map(id -> stillOpen(List.of(id))).orElseGet(AlertRepository::none))
                .chain(open -> open.isEmpty()
                        ? openOfSuspect(identity)
                        : Uni.createFrom().item(open));
    }

    private Uni<List<Alert>> openOfSuspect(Identity identity) {
        var rule = identity.rule().ruleId();
        var suspect = identity.suspect();
        var from = identity.breach().evidence().matter().from();
        var until = identity.breach().evidence().matter().until();
        return suspect == null || from == null || until == null
                ? none()
                : settled()
                        .chain(() -> PlainSql.rows(
                                OPEN_OF_SUSPECT, rule, suspect.kind(), suspect.name(), utc(from), utc(until)))
                        .chain(this::found);
    }

    private Uni<List<Alert>> found(List<Object[]> rows) {
        return stillOpen(rows.stream().map(row -> (Long) row[0]).toList());
    }

    private Uni<List<Alert>> stillOpen(List<Long> ids) {
        return ids.isEmpty()
                ? none()
                : settled()
                        .chain(() -> find("id in ?1 and status <> ?2 order by id", ids, AlertStatus.RESOLVED)
                                .withLock(LockModeType.PESSIMISTIC_WRITE)
                                .list());
    }

    private Uni<List<Alert>> stillOver(long id) {
        return find("id = ?1 and status = ?2", id, AlertStatus.RESOLVED)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    private static <T> Uni<List<T>> none() {
        return Uni.createFrom().item(List.of());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    Uni<List<Alert>> withIds(List<Long> ids) {
        return find(WITH_IDS, ids).list();
    }

    /// In the order of ids, as whoever locks several alerts does.
    Uni<List<Alert>> withIdsToChange(List<Long> ids) {
        return find(WITH_IDS, ids).withLock(LockModeType.PESSIMISTIC_WRITE).list();
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
        return prospects.isUnseen(fingerprint)
                ? Uni.createFrom().item(false)
                : PlainSql.rows(OPENED, fingerprint, utc(since)).map(found -> !found.isEmpty());
    }

    /// The newest alert of an identity or one of its parts, to be changed, where it ended at that time or
    /// later: none or one. None too where another transaction reopens it meanwhile.
    Uni<List<Alert>> endedOf(String fingerprint, Instant since) {
        return prospects.isUnseen(fingerprint)
                ? none()
                : settled()
                        .chain(() -> PlainSql.rows(ENDED, fingerprint, utc(since)))
                        .chain(rows -> rows.isEmpty() ? none() : stillOver((Long) rows.getFirst()[0]));
    }

    /// The newest alert of an identity or one of its parts, open or not: none or one.
    Uni<List<Alert>> latestOf(String fingerprint) {
        return settled()
                .chain(() -> PlainSql.rows(LATEST, fingerprint))
                .chain(rows -> rows.isEmpty() ? none() : withIds(List.of((Long) rows.getFirst()[0])));
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
