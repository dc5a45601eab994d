package io.llmlab.alert.policy.silence;

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
import jakarta.ws.rs.QueryParam;
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

@Path("/silences")
@Tag(name = "silences")
class SilenceResource {

    private final SilenceService service;
    private final Idempotency idempotency;

    SilenceResource(SilenceService service, Idempotency idempotency) {
        this.service = service;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(summary = "Silences, newest first")
    public Uni<RestResponse<List<SilenceView>>> list(
            @QueryParam("status") @Nullable SilenceStatus status, @BeanParam Page page, @Context UriInfo uri) {
        return service.list(status, page).map(listing -> listing.respond(page, uri, SilenceView::id));
    }

    @POST
    @Operation(summary = "Tell nobody of some alerts for a while; what is still open at the end is told then")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<SilenceView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid SilenceRequest request) {
        return idempotency
                .once(key, List.of("POST /silences", request), SilenceView.class, () -> made(request))
                .map(answer -> answer.respond());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One silence")
    public Uni<SilenceView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Change any part of a silence that is not over; what is left out stays")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SilenceRequest.class)))
    public Uni<SilenceView> change(@PathParam("id") long id, @NotNull ObjectNode changes) {
        return service.change(id, changes);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a silence now; it stays in the list as expired")
    public Uni<Void> expire(@PathParam("id") long id) {
        return service.expire(id);
    }

    private Uni<Answer<SilenceView>> made(SilenceRequest request) {
        return service.create(request).map(silence -> new Answer<>(201, "/silences/" + silence.id(), silence));
    }
}
