package io.llmlab.alert.policy.mute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/mute-times")
@Tag(name = "mute times")
class MuteTimeResource {

    private final MuteTimeService service;
    private final Idempotency idempotency;

    MuteTimeResource(MuteTimeService service, Idempotency idempotency) {
        this.service = service;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(summary = "Mute times, newest first")
    public Uni<RestResponse<List<MuteTimeView>>> list(@BeanParam Page page, @Context UriInfo uri) {
        return service.list(page).map(listing -> listing.respond(page, uri, MuteTimeView::id));
    }

    @POST
    @Operation(summary = "Make people wait for news in hours that come again; what is still open is told after them")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<MuteTimeView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid MuteTimeRequest request) {
        return idempotency
                .once(key, List.of("POST /mute-times", request), MuteTimeView.class, () -> made(request))
                .map(answer -> answer.respond());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One mute time")
    public Uni<MuteTimeView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Change any part of a mute time; what is left out stays")
    @RequestBody(
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = MuteTimeRequest.class)))
    public Uni<MuteTimeView> change(@PathParam("id") long id, @NotNull ObjectNode changes) {
        return service.change(id, changes);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a mute time; what waits for its end is told now")
    public Uni<Void> delete(@PathParam("id") long id) {
        return service.delete(id);
    }

    private Uni<Answer<MuteTimeView>> made(MuteTimeRequest request) {
        return service.create(request).map(time -> new Answer<>(201, "/mute-times/" + time.id(), time));
    }
}
