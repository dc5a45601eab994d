package io.llmlab.gateway.auth;

import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A key as it is listed.
@Schema(name = "ApiKey")
record ApiKeyView(
        @Schema(examples = "7") long id,
        @Schema(examples = "ci of team a") String name,

        @Schema(description = "How the key begins", examples = "llmlab_x7Qf")
        String prefix,

        Set<Scope> scopes,
        Status status,
        Instant createdAt,

        @Schema(description = "The name of the key that made it")
        String createdBy,

        @Schema(description = "Null where it does not expire") @Nullable
        Instant expiresAt,

        @Nullable Instant revokedAt,
        @Nullable String revokedBy,

        @Schema(description = "Within half a minute; null where it was not used yet") @Nullable
        Instant lastUsedAt) {

    /// Whether it opens anything.
    @Schema(name = "ApiKeyStatus")
    enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }
}
