package io.llmlab.gateway.auth;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/// Asks the database whose a key or session is.
@ApplicationScoped
class CallerQueries {

    private static final String OF_KEY = """
            select id, name, scopes, expires_at from api_key
             where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)""";

    /// Of the deployment's own key there is no row.
    private static final String OF_SESSION = """
            select k.id, k.name, k.scopes, least(s.expires_at, k.expires_at) as expires_at
              from session s left join api_key k on k.id = s.key_id
             where s.hash = $1 and s.expires_at > $2
               and (s.admin_hash = $3
                    or (k.revoked_at is null and k.id is not null and (k.expires_at is null or k.expires_at > $2)))""";

    private final Pool pool;
    private final AdminKey admin;
    private final Clock clock;

    CallerQueries(Pool pool, AdminKey admin, Clock clock) {
        this.pool = pool;
        this.admin = admin;
        this.clock = clock;
    }

    /// Empty where nobody was given it, or it has ended.
    Uni<Optional<Caller>> callerOf(Credential credential) {
        return switch (credential) {
            case Credential.Key key -> key.secret().looksLikeKey() ? ofKey(key.secret()) : nobody();
            case Credential.Session session ->
                session.secret().looksLikeSession() ? ofSession(session.secret()) : nobody();
        };
    }

    private Uni<Optional<Caller>> ofKey(Secret secret) {
        return pool.preparedQuery(OF_KEY)
                .execute(Tuple.of(secret.hash(), now()))
                .map(CallerQueries::caller);
    }

    private Uni<Optional<Caller>> ofSession(Secret secret) {
        return pool.preparedQuery(OF_SESSION)
                .execute(Tuple.of(secret.hash(), now(), admin.hash().orElse(null)))
                .map(CallerQueries::caller);
    }

    private static Uni<Optional<Caller>> nobody() {
        return Uni.createFrom().item(Optional.empty());
    }

    private static Optional<Caller> caller(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(caller(rows.iterator().next()));
    }

    private static Caller caller(Row row) {
        var expiry = row.getOffsetDateTime("expires_at");
        var expiresAt = expiry == null ? null : expiry.toInstant();
        var scopes = row.getString("scopes");
        return scopes == null
                ? new Caller(null, AdminKey.NAME, Set.of(Scope.ADMIN), expiresAt)
                : new Caller(row.getLong("id"), row.getString("name"), ScopesColumn.read(scopes), expiresAt);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
