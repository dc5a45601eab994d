package io.llmlab.runner.delegate;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An outside runner as callers read it.
///
/// @param secretRef the name of the environment variable that holds the signing secret
@Schema(name = "Executor")
record RegistrationView(
        String name,
        RegistrationType type,
        String url,
        String secretRef,
        int heartbeatSeconds,
        int requestTimeoutSeconds,
        Instant createdAt,
        Instant updatedAt) {}
