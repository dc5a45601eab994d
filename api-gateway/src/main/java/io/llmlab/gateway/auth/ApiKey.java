package io.llmlab.gateway.auth;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key that was given out. The key itself is not kept.
@Entity
class ApiKey {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private String prefix;

    // Read by the look-up of callers alone.
    @SuppressWarnings("UnusedVariable")
    private String hash;

    @Convert(converter = ScopesColumn.class)
    private Set<Scope> scopes;

    private Instant createdAt;
    private String createdBy;
    private @Nullable Instant expiresAt;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedBy;
    private @Nullable Instant lastUsedAt;

    protected ApiKey() {} // for Hibernate

    static ApiKey of(ApiKeyRequest request, Secret secret, String by, Instant now) {
        var key = new ApiKey();
        key.name = request.name();
        key.prefix = secret.beginning();
        key.hash = secret.hash();
        key.scopes = request.scopes();
        key.createdAt = now;
        key.createdBy = by;
        key.expiresAt = request.expiresAt();
        return key;
    }

    /// Whether it was in force until now.
    boolean revoke(String by, Instant now) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = now;
        revokedBy = by;
        return true;
    }

    long id() {
        return requireNonNull(id, "key is not stored yet");
    }

    String name() {
        return name;
    }

    ApiKeyView view(Instant now) {
        return new ApiKeyView(
                id(),
                name,
                prefix,
                scopes,
                status(now),
                createdAt,
                createdBy,
                expiresAt,
                revokedAt,
                revokedBy,
                lastUsedAt);
    }

    private ApiKeyView.Status status(Instant now) {
        if (revokedAt != null) {
            return ApiKeyView.Status.REVOKED;
        }
        return expiresAt != null && !expiresAt.isAfter(now) ? ApiKeyView.Status.EXPIRED : ApiKeyView.Status.ACTIVE;
    }
}
