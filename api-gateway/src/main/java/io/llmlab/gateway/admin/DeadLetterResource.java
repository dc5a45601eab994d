package io.llmlab.gateway.admin;

import io.llmlab.platform.deadletter.DeadLetter;
import io.llmlab.platform.deadletter.LetterFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/admin/dead-letters")
@Tag(name = "Administration")
class DeadLetterResource {

    private final DeadLetterService service;

    DeadLetterResource(DeadLetterService service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary = "Events that a service could never process, the newest first",
            description = "Of all services; without `state` those that wait for a decision. Services that do not answer"
                    + " are named in `X-Unavailable`, and their letters are missing.")
    public Uni<RestResponse<List<DeadLetter>>> list(
            @BeanParam LetterFilter filter, @BeanParam MergedPage page, @Context UriInfo uri) {
        return service.list(filter, page).map(letters -> letters.respond(page, uri));
    }

    @POST
    @Path("{service}/{id}/replay")
    @Operation(
            summary = "Has its service process the event once more",
            description =
                    "By the same way as when it came, and in that service alone. It has one effect however often it"
                            + " is replayed; one that was replayed is answered as it is.")
    @APIResponse(responseCode = "200", description = "It was processed")
    @APIResponse(responseCode = "404", description = "There is no such letter, or service")
    @APIResponse(
            responseCode = "409",
            description = "It could not be processed again, and the detail says why; or it was discarded")
    @APIResponse(responseCode = "503", description = "The service is away, or is still busy with it")
    public Uni<DeadLetter> replay(
            @PathParam("service") @Parameter(description = "As the letter has it", example = "runner") String name,
            @PathParam("id") long id) {
        return service.replay(name, id);
    }

    @POST
    @Path("{service}/{id}/discard")
    @Operation(
            summary = "Lets a dead letter go",
            description = "It is kept for 90 days, and asked for with `state=discarded`.")
    @APIResponse(responseCode = "200", description = "It was let go, now or before")
    @APIResponse(responseCode = "404", description = "There is no such letter, or service")
    @APIResponse(responseCode = "409", description = "It was replayed")
    @APIResponse(responseCode = "503", description = "The service is away")
    public Uni<DeadLetter> discard(
            @PathParam("service") @Parameter(description = "As the letter has it", example = "runner") String name,
            @PathParam("id") long id) {
        return service.discard(name, id);
    }
}
