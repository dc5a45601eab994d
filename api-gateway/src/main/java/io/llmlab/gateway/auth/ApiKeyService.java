package io.llmlab.gateway.auth;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.trust.Actor;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.hibernate.exception.ConstraintViolationException;

/// Gives keys out and takes them back.
@ApplicationScoped
class ApiKeyService {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final ApiKeyRepository keys;
    private final KnownCallers callers;
    private final Audit audit;
    private final Clock clock;

    ApiKeyService(ApiKeyRepository keys, KnownCallers callers, Audit audit, Clock clock) {
        this.keys = keys;
        this.callers = callers;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<Listing<ApiKeyView>> list(Page page) {
        return keys.page(page)
                .map(found ->
                        found.stream().map(key -> key.view(clock.instant())).toList())
                .chain(found -> page.count()
                        ? keys.count().map(total -> new Listing<>(found, total))
                        : Uni.createFrom().item(new Listing<>(found, null)));
    }

    @WithSession
    Uni<ApiKeyView> get(long id) {
        return keys.require(id).map(key -> key.view(clock.instant()));
    }

    @WithTransaction
    Uni<IssuedKey> create(ApiKeyRequest request) {
        var now = clock.instant();
        var expiry = request.expiresAt();
        if (expiry != null && !expiry.isAfter(now)) {
            throw Invalid.inBody("/expires_at", "must be in the future, not %s".formatted(expiry));
        }
        if (expiry != null && expiry.isAfter(now.plus(LONGEST))) {
            throw Invalid.inBody(
                    "/expires_at",
                    "must be within 100 years, not %s; left out, the key does not expire".formatted(expiry));
        }
        var secret = Secret.newKey();
        var key = ApiKey.of(request, secret, Actor.or(Audit.ANONYMOUS), now);
        return requireFree(request.name())
                .chain(() -> keys.persistAndFlush(key))
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> taken(request.name()))
                .chain(() -> audit.record(Audit.ANONYMOUS, "created", subject(key)))
                .map(_ -> new IssuedKey(secret.value(), key.view(now)));
    }

    Uni<ApiKeyView> revoke(long id) {
        return store(id).invoke(callers::forget);
    }

    @WithTransaction
    Uni<ApiKeyView> store(long id) {
        var now = clock.instant();
        return keys.require(id)
                .call(key -> key.revoke(Actor.or(Audit.ANONYMOUS), now)
                        ? audit.record(Audit.ANONYMOUS, "revoked", subject(key))
                        : Uni.createFrom().voidItem())
                .map(key -> key.view(now));
    }

    private Uni<Void> requireFree(String name) {
        return keys.isInForce(name)
                .map(taken -> taken || name.equals(AdminKey.NAME))
                .chain(taken -> taken
                        ? Uni.createFrom().failure(taken(name))
                        : Uni.createFrom().voidItem());
    }

    private static Conflict taken(String name) {
        return new Conflict("There is a key named %s: revoke it first, or choose another name".formatted(name));
    }

    private static String subject(ApiKey key) {
        return "API key %d (%s)".formatted(key.id(), key.name());
    }
}
