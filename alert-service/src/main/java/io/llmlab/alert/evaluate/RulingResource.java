package io.llmlab.alert.evaluate;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/alert-rulings")
@Tag(name = "alert rules")
class RulingResource {

    private final RulingBook book;

    RulingResource(RulingBook book) {
        this.book = book;
    }

    @GET
    @Operation(
            summary = "What the rules said of a run, the last first",
            description =
                    "All that they fired on, and why they let pass what was bad of it. Of a run that went well, of"
                            + " history that arrived late, and of runs of longer ago than is kept, there is nothing")
    public Uni<RestResponse<List<RulingView>>> list(
            @QueryParam("run_id") @Parameter(description = "The run", required = true) @Nullable Long runId,
            @BeanParam Page page,
            @Context UriInfo uri) {
        if (runId == null) {
            throw Invalid.inParameter("run_id", "must say which run is meant");
        }
        return book.of(runId, page).map(rulings -> new Listing<>(rulings, null).respond(page, uri, RulingView::id));
    }
}
