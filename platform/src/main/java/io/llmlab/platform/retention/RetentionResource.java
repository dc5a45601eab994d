package io.llmlab.platform.retention;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tells the gateway what is too old here, and forgets it.
@Path("/internal/retention")
class RetentionResource {

    private final Retention retention;

    RetentionResource(Retention retention) {
        this.retention = retention;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RetentionReport> look() {
        return retention.look();
    }

    @POST
    @Operation(hidden = true)
    public Uni<RetentionReport> cleanUp() {
        return retention.cleanUp();
    }
}
