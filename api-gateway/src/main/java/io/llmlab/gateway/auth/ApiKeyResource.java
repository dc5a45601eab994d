package io.llmlab.gateway.auth;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Forbidden;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

@Path("/admin/api-keys")
@Tag(name = "Access")
class ApiKeyResource {

    private final ApiKeyService service;
    private final Doors doors;
    private final RoutingContext context;

    ApiKeyResource(ApiKeyService service, Doors doors, RoutingContext context) {
        this.service = service;
        this.doors = doors;
        this.context = context;
    }

    @GET
    @Operation(summary = "Lists keys, the newest first, and never the keys themselves")
    public Uni<RestResponse<List<ApiKeyView>>> list(@BeanParam Page page, @Context UriInfo uri) {
        return service.list(page).map(listing -> listing.respond(page, uri, ApiKeyView::id));
    }

    @POST
    @Operation(
            summary = "Makes a key",
            description = "It is shown in this answer and never again, so a repeat is answered 409 and not once more.")
    @APIResponse(
            responseCode = "201",
            description = "The key",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = IssuedKey.class)))
    @APIResponse(responseCode = "409", description = "A key in force has this name")
    public Uni<RestResponse<IssuedKey>> create(@NotNull @Valid ApiKeyRequest request) {
        requireKeysInUse();
        return service.create(request)
                .map(issued -> ResponseBuilder.create(Status.CREATED, issued)
                        .header(
                                HttpHeaders.LOCATION,
                                "/admin/api-keys/" + issued.apiKey().id())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Reads what is known of a key")
    public Uni<ApiKeyView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Revokes a key",
            description = "Every replica refuses it within seconds, and what began with it ends.")
    public Uni<ApiKeyView> revoke(@PathParam("id") long id) {
        requireKeysInUse();
        return service.revoke(id);
    }

    /// Whoever comes by while nobody is asked leaves no key for later, when somebody is.
    private void requireKeysInUse() {
        var deployment = Caller.of(context).filter(Caller::isDeployment).isPresent();
        if (!doors.asksForKeys() && !deployment) {
            throw new Forbidden("No keys are asked for here; set API_ACCESS=keys");
        }
    }
}
