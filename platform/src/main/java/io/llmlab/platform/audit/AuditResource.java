package io.llmlab.platform.audit;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Part;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tells the gateway who changed what here.
@Path("/internal/audit")
class AuditResource {

    private final AuditLog log;

    AuditResource(AuditLog log) {
        this.log = log;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Listing<AuditEntry>> page(@BeanParam AuditFilter filter, @BeanParam Part part) {
        return log.page(filter, part.place(), part.limit(), part.count());
    }
}
