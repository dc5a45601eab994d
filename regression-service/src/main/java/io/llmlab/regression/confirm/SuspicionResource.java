package io.llmlab.regression.confirm;

import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/regression-detection/suspicions")
@Tag(name = "Regression detection")
class SuspicionResource {

    private final ConfirmationService confirmations;

    SuspicionResource(ConfirmationService confirmations) {
        this.confirmations = confirmations;
    }

    @GET
    @Operation(
            summary = "List what was suspected, newest first",
            description =
                    "Regressions whose configuration has confirm_runs wait here for repeats of their run, and tell"
                            + " what became of them.")
    public Uni<RestResponse<List<SuspicionView>>> list(
            @BeanParam SuspicionFilter filter, @BeanParam Page page, UriInfo uri) {
        return confirmations.list(filter, page).map(listing -> listing.respond(page, uri, SuspicionView::id));
    }
}
