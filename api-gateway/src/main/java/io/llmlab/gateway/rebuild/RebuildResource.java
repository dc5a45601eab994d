package io.llmlab.gateway.rebuild;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

@Path("/admin/read-model/rebuild")
@Tag(name = "Administration")
class RebuildResource {

    private final RebuildService service;

    RebuildResource(RebuildService service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "How far the newest rebuild of the read model is")
    public Uni<RebuildView> get() {
        return service.newest();
    }

    @POST
    @Operation(
            summary = "Makes the read model anew from what its owners say",
            description = "It is read as before meanwhile, and events go on to arrive; what they tell is kept. GET says"
                    + " how far it is.")
    @APIResponse(
            responseCode = "202",
            description = "It begins within seconds",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RebuildView.class)))
    @APIResponse(responseCode = "409", description = "One is under way already")
    public Uni<RestResponse<RebuildView>> rebuild() {
        return service.request()
                .map(view -> ResponseBuilder.create(Status.ACCEPTED, view).build());
    }
}
