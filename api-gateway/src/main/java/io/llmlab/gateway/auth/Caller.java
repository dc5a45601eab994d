package io.llmlab.gateway.auth;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who has shown a valid key, or a session that began with one.
///
/// @param keyId of the stored key; null for the deployment's own
/// @param name the key's: who acts
/// @param expiresAt of the key or the session, whichever is first; null where neither ends
public record Caller(
        @Nullable Long keyId,
        String name,
        Set<Scope> scopes,
        @Nullable Instant expiresAt) {

    private static final String PLACE = Caller.class.getName();

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /// Who is behind a request that was admitted; nobody where no key was shown.
    public static Optional<Caller> of(RoutingContext context) {
        return Optional.ofNullable(context.get(PLACE));
    }

    boolean may(Access access) {
        return scopes.stream().anyMatch(scope -> scope.covers(access));
    }

    /// Whether it is the deployment's own key.
    boolean isDeployment() {
        return keyId == null;
    }

    void putInto(RoutingContext context) {
        context.put(PLACE, this);
    }

    /// What its limits are counted under.
    String limitName() {
        return keyId == null ? "admin" : Long.toString(keyId);
    }
}
