package io.llmlab.alert.annotation;

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
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/annotations")
@Tag(name = "annotations")
class AnnotationResource {

    private final AnnotationService service;
    private final Idempotency idempotency;

    AnnotationResource(AnnotationService service, Idempotency idempotency) {
        this.service = service;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(summary = "Annotations of a stretch of time, the last one made first")
    public Uni<RestResponse<List<AnnotationView>>> list(
            @QueryParam("since") @Nullable Instant since,
            @QueryParam("until") @Nullable Instant until,
            @BeanParam Page page,
            @Context UriInfo uri) {
        return service.list(since, until, page).map(listing -> listing.respond(page, uri, AnnotationView::id));
    }

    @POST
    @Operation(summary = "Note a deploy, a change of a prompt, …: alerts that begin around then name it")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<AnnotationView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid AnnotationRequest request) {
        return idempotency
                .once(key, List.of("POST /annotations", request), AnnotationView.class, () -> made(request))
                .map(answer -> answer.respond());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One annotation")
    public Uni<AnnotationView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Change any part of an annotation; what is left out stays")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AnnotationRequest.class)))
    public Uni<AnnotationView> change(@PathParam("id") long id, @NotNull ObjectNode changes) {
        return service.change(id, changes);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete an annotation")
    public Uni<Void> delete(@PathParam("id") long id) {
        return service.delete(id);
    }

    private Uni<Answer<AnnotationView>> made(AnnotationRequest request) {
        return service.create(request)
                .map(annotation -> new Answer<>(201, "/annotations/" + annotation.id(), annotation));
    }
}
