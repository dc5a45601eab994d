package io.llmlab.platform.http;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which part of a list the gateway asks a service for, which it merges with those of the others; a `@BeanParam`.
public class Part extends Page {

    @QueryParam("before_at")
    private @Nullable Instant beforeAt;

    @QueryParam("before_id")
    private @Nullable Long beforeId;

    /// After which place in the list it goes on; from its beginning where there is none.
    public Optional<Keyset> place() {
        return beforeAt == null || beforeId == null ? Optional.empty() : Optional.of(new Keyset(beforeAt, beforeId));
    }
}
