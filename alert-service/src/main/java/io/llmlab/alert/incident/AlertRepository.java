package io.llmlab.alert.incident;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class AlertRepository implements PanacheRepository<Alert> {

    /// As Hibernate locks: rows that refer to the alert may still be stored.
    private static final String OPEN =
            "select id from alert where fingerprint = $1 and status <> 'RESOLVED' for no key update";

    private static final String OPENED = "select id from alert where fingerprint = $1 and opened_at > $2 limit 1";

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
        return flush().chain(() -> PlainSql.rows(OPEN, fingerprint)).chain(this::firstOf);
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
        return PlainSql.rows(OPENED, fingerprint, since.atOffset(ZoneOffset.UTC))
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
        return find("fingerprint = ?1 order by openedAt desc", fingerprint)
                .range(0, 0)
                .list();
    }

    Uni<List<Alert>> page(AlertFilter filter, Page page) {
        var query = filter.query(page.after());
        return find(query.text() + " order by id desc", query.parameters())
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> count(AlertFilter filter) {
        var query = filter.query(null);
        return count(query.text(), query.parameters());
    }
}
