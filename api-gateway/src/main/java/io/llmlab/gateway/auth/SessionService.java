package io.llmlab.gateway.auth;

import io.llmlab.platform.problem.DomainException.Unauthenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Begins and ends the sessions of browsers.
@ApplicationScoped
class SessionService {

    private static final String BEGIN =
            "insert into session (hash, key_id, admin_hash, expires_at) values ($1, $2, $3, $4)";
    private static final String END = "delete from session where hash = $1";

    private final Pool pool;
    private final KnownCallers callers;
    private final AdminKey admin;
    private final Doors doors;
    private final Clock clock;
    private final Duration length;

    SessionService(Pool pool, KnownCallers callers, AdminKey admin, Doors doors, Clock clock, AccessConfig config) {
        this.pool = pool;
        this.callers = callers;
        this.admin = admin;
        this.doors = doors;
        this.clock = clock;
        this.length = config.session();
    }

    /// @param cookie what the browser keeps
    /// @param length how long it lasts
    record Begun(Secret cookie, Duration length, SessionView view) {}

    /// A failure with [Unauthenticated] for a key that is not valid.
    Uni<Begun> begin(String key) {
        return callers.find(new Credential.Key(new Secret(key.strip())))
                .chain(found -> found.map(this::begin)
                        .orElseThrow(() ->
                                new Unauthenticated("This API key is not known, or was revoked, or has expired")));
    }

    Uni<SessionView> look(Optional<Credential> credential) {
        return credential
                .map(callers::find)
                .orElse(Uni.createFrom().item(Optional.empty()))
                .map(found ->
                        found.map(caller -> view(caller, caller.expiresAt())).orElseGet(this::nobody));
    }

    Uni<Void> end(Credential.Session session) {
        return pool.preparedQuery(END)
                .execute(Tuple.of(session.secret().hash()))
                .invoke(callers::forget)
                .replaceWithVoid();
    }

    private Uni<Begun> begin(Caller caller) {
        var secret = Secret.newSession();
        var now = clock.instant();
        var end = Optional.ofNullable(caller.expiresAt())
                .filter(now.plus(length)::isAfter)
                .orElse(now.plus(length));
        var adminHash = caller.keyId() == null ? admin.hash().orElse(null) : null;
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.of(secret.hash(), caller.keyId(), adminHash, end.atOffset(ZoneOffset.UTC)))
                .replaceWith(new Begun(secret, Duration.between(now, end), view(caller, end)));
    }

    private SessionView view(Caller caller, @Nullable Instant end) {
        return new SessionView(doors.asksForKeys(), caller.name(), caller.scopes(), end);
    }

    private SessionView nobody() {
        return new SessionView(doors.asksForKeys(), null, Set.of(), null);
    }
}
