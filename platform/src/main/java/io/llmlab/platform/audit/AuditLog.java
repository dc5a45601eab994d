package io.llmlab.platform.audit;

import io.llmlab.platform.database.Where;
import io.llmlab.platform.http.Keyset;
import io.llmlab.platform.http.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads what [Audit] kept.
@ApplicationScoped
public class AuditLog {

    private static final String PAGE = """
            select id, at, actor, action, subject from audit %s order by at desc, id desc limit %d""";
    private static final String COUNT = "select count(*) from audit %s";

    private final Pool pool;
    private final String service;

    AuditLog(Pool pool, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.service = service;
    }

    /// The newest first.
    ///
    /// @param before after which place of the list to go on
    /// @param counted whether the total is asked for
    public Uni<Listing<AuditEntry>> page(AuditFilter filter, Optional<Keyset> before, int limit, boolean counted) {
        var where = where(filter);
        var total = counted ? count(where(filter)) : Uni.createFrom().<Long>nullItem();
        before.ifPresent(place -> where.before("at, id", place.time(), place.id()));
        return Uni.combine().all().unis(entries(where, limit), total).with(Listing::new);
    }

    private static Where where(AuditFilter filter) {
        var since = filter.since();
        return new Where()
                .and("actor = $%d", filter.actor())
                .and("action = $%d", filter.action())
                .and("at >= $%d", since == null ? null : since.atOffset(ZoneOffset.UTC));
    }

    private Uni<List<AuditEntry>> entries(Where where, int limit) {
        return pool.preparedQuery(PAGE.formatted(where.sql(), limit))
                .execute(where.values())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::entry)
                        .toList());
    }

    private Uni<Long> count(Where where) {
        return pool.preparedQuery(COUNT.formatted(where.sql()))
                .execute(where.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private AuditEntry entry(Row row) {
        return new AuditEntry(
                service,
                row.getLong("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"));
    }
}
