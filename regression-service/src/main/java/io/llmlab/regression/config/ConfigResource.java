package io.llmlab.regression.config;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/regression-detection/configs")
@Tag(name = "Detection configurations")
class ConfigResource {

    private final ConfigService service;

    ConfigResource(ConfigService service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "List which method watches which metric")
    public Uni<RestResponse<List<ConfigView>>> list(@BeanParam Page page, UriInfo uri) {
        return service.list(page).map(listing -> listing.respond(page, uri, ConfigView::id));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a configuration")
    public Uni<ConfigView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @GET
    @Path("{id}/versions")
    @Operation(
            summary = "List what a configuration said over time",
            description = "Newest first; `after` takes a version. Readable after the configuration is removed.")
    public Uni<RestResponse<List<ConfigVersionView>>> versions(
            @PathParam("id") long id, @BeanParam Page page, UriInfo uri) {
        return service.versions(id, page).map(listing -> listing.respond(page, uri, ConfigVersionView::version));
    }

    @POST
    @Operation(
            summary = "Watch a metric with a method",
            description = "Of the configurations that fit a series the most special ones watch it, alone: those for its"
                    + " model, else those for its dataset, else those for its metric by name, else those for all"
                    + " metrics of its type (metric_name `*`).")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<ConfigView>> add(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull ConfigRequest request) {
        return service.add(key, request).map(Answer::respond);
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace a configuration",
            description = "Makes a new version, unless it says the same already.")
    public Uni<ConfigView> replace(@PathParam("id") long id, @NotNull ConfigRequest request) {
        return service.replace(id, request);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a configuration", description = "A finding that is open keeps its own copy.")
    public Uni<Void> remove(@PathParam("id") long id) {
        return service.remove(id);
    }
}
