package io.llmlab.gateway.auth;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A key that is asked for.
record ApiKeyRequest(
        @Schema(description = "Who will act with it; no two keys in force have the same", examples = "ci of team a")
        @NotNull
        @Pattern(
                regexp = "[A-Za-z0-9](?:[A-Za-z0-9 ._@+/-]{0,98}[A-Za-z0-9._@+/-])?",
                message = "must be 1 to 100 letters, digits, spaces or . _ @ + / - and begin with a letter or digit")
        String name,

        @Schema(
                description = "operate includes read and ingest; admin includes all",
                examples = "[\"ingest\", \"read\"]")
        @NotEmpty
        Set<@NotNull Scope> scopes,

        @Schema(description = "Left out, it does not expire", examples = "2027-06-30T00:00:00Z") @Nullable
        Instant expiresAt) {}
