package io.llmlab.platform.audit;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which entries are asked for; use it as a `@BeanParam`.
public class AuditFilter {

    @Parameter(description = "exactly so, as entries have it")
    @QueryParam("actor")
    private @Nullable String actor;

    @Parameter(description = "exactly so: created, paused, …")
    @QueryParam("action")
    private @Nullable String action;

    @Parameter(description = "that or later")
    @QueryParam("since")
    private @Nullable Instant since;

    public @Nullable String actor() {
        return actor;
    }

    public @Nullable String action() {
        return action;
    }

    public @Nullable Instant since() {
        return since;
    }
}
