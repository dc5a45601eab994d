package io.llmlab.gateway.auth;

import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Who a browser is to the gateway.
@Schema(name = "Session")
record SessionView(
        @Schema(description = "Whether a key is asked for at all: false on the local stack")
        boolean keyNeeded,

        @Schema(description = "The name of the key that logged in; null where nobody is", examples = "kim") @Nullable
        String name,

        @Schema(description = "What it may do; empty where nobody is logged in")
        Set<Scope> scopes,

        @Nullable Instant expiresAt) {}
