package io.llmlab.alert.policy.route;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/routes")
@Tag(name = "routes")
class RouteResource {

    private final RouteService service;
    private final Idempotency idempotency;

    RouteResource(RouteService service, Idempotency idempotency) {
        this.service = service;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(summary = "Routes, in the order in which they are asked")
    public Uni<List<RouteView>> list(@BeanParam Page page) {
        return service.list(page);
    }

    @POST
    @Operation(summary = "Say who is told of alerts whose rules name no channel")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<RouteView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid RouteRequest request) {
        return idempotency
                .once(key, List.of("POST /routes", request), RouteView.class, () -> made(request))
                .map(answer -> answer.respond());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One route")
    public Uni<RouteView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Change any part of a route; what is left out stays")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RouteRequest.class)))
    public Uni<RouteView> change(@PathParam("id") long id, @NotNull ObjectNode changes) {
        return service.change(id, changes);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a route")
    public Uni<Void> delete(@PathParam("id") long id) {
        return service.delete(id);
    }

    private Uni<Answer<RouteView>> made(RouteRequest request) {
        return service.create(request).map(route -> new Answer<>(201, "/routes/" + route.id(), route));
    }
}
