package io.llmlab.gateway.admin;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/admin/retention")
@Tag(name = "Administration")
class RetentionResource {

    private final RetentionService service;

    RetentionResource(RetentionService service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary = "How long each kind of things is kept, and how much is older now",
            description = "What is older goes by itself within hours; nothing is counted beyond 10,000 rows of a kind."
                    + " What a pinned baseline is compared by, its points and its scores item by item, stays in the"
                    + " regression service; the run itself, its metrics and its samples go with all others.")
    public Uni<RetentionView> look() {
        return service.look();
    }

    @POST
    @Operation(
            operationId = "cleanUp",
            summary = "Deletes now what is older than it is kept for",
            description = "Of each kind a bounded part, in short transactions that nobody has to wait for; `more` says"
                    + " where another call, or the schedule, goes on. Again it deletes what has become too old since.")
    public Uni<RetentionView> cleanUp(
            @QueryParam("dry_run")
                    @DefaultValue("false")
                    @Parameter(description = "Delete nothing, and count what would go")
                    boolean dryRun) {
        return dryRun ? service.look() : service.cleanUp();
    }
}
