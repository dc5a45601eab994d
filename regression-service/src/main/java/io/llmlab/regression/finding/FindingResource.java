package io.llmlab.regression.finding;

import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/regression-detection/results")
@Tag(name = "Regression detection")
class FindingResource {

    private final FindingHistory history;

    FindingResource(FindingHistory history) {
        this.history = history;
    }

    @GET
    @Operation(summary = "List what was found, newest first")
    public Uni<RestResponse<List<FindingView>>> list(
            @BeanParam FindingFilter filter, @BeanParam Page page, UriInfo uri) {
        return history.list(filter, page).map(listing -> listing.respond(page, uri, FindingView::id));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a finding and what may have caused it",
            description = "The cause is told as of now: what else moved at the same time may be measured later.")
    public Uni<FindingView> get(@PathParam("id") long id) {
        return history.get(id);
    }
}
