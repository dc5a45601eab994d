package io.llmlab.runner.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/models")
class ModelResource {

    private final ModelService service;

    ModelResource(ModelService service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "Lists models, newest first")
    public Uni<RestResponse<List<ModelView>>> list(
            @QueryParam("active_only") @DefaultValue("true") boolean activeOnly,
            @QueryParam("provider") @Nullable Provider provider,
            @BeanParam Page page,
            @Context UriInfo uri) {
        return service.list(activeOnly, provider, page).map(listing -> listing.respond(page, uri, ModelView::id));
    }

    @POST
    @Operation(summary = "Registers a model; its name must be free")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<ModelView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid ModelRequest request) {
        return service.create(key, request).map(Answer::respond);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Reads a model, active or not")
    public Uni<ModelView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Changes any subset of a model's fields; null clears one")
    @RequestBody(content = @Content(schema = @Schema(implementation = ModelRequest.class)))
    public Uni<ModelView> change(@PathParam("id") long id, @NotNull ObjectNode fields) {
        return service.change(id, fields);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Deactivates a model; its history and its name stay")
    public Uni<ModelView> deactivate(@PathParam("id") long id) {
        return service.deactivate(id);
    }
}
