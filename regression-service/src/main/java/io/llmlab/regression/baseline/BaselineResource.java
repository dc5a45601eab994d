package io.llmlab.regression.baseline;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/regression-detection/baselines")
@Tag(name = "Baselines")
class BaselineResource {

    private final BaselineCatalog catalog;

    BaselineResource(BaselineCatalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @Operation(
            summary = "List the baselines that people chose, newest first",
            description = "A series that is not among them has a rolling baseline since its first run.")
    public Uni<RestResponse<List<BaselineView>>> list(
            @BeanParam BaselineFilter filter, @BeanParam Page page, UriInfo uri) {
        return catalog.list(filter, page).map(listing -> listing.respond(page, uri, BaselineView::id));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a baseline")
    public Uni<BaselineView> get(@PathParam("id") long id) {
        return catalog.get(id);
    }

    @POST
    @Operation(
            summary = "Say what is normal for a series",
            description = "It holds from the next run on. A series has one pinned baseline at a time.")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<BaselineView>> choose(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull BaselineRequest request) {
        return catalog.choose(key, request).map(Answer::respond);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Release a baseline",
            description = "What was chosen before it holds again, else all runs of the series. It can still be read.")
    public Uni<Void> release(
            @PathParam("id") long id,
            @QueryParam("by") @Parameter(description = "Who releases it; anonymous") @Nullable String by) {
        return catalog.release(id, by);
    }
}
