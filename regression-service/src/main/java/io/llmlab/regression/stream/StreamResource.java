package io.llmlab.regression.stream;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

@Path("/regression-detection/streams")
@Tag(name = "Streams")
class StreamResource {

    private final StreamService service;

    StreamResource(StreamService service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary = "List the streams of a model, the most recently used first",
            description = "Streams have no ids to go on after: page with limit and offset.")
    public Uni<RestResponse<List<StreamView>>> list(
            @QueryParam("model_id") @Parameter(required = true) @Nullable Long modelId,
            @QueryParam("dataset_name") @Nullable String dataset,
            @BeanParam Page page,
            UriInfo uri) {
        if (modelId == null) {
            throw Invalid.inParameter("model_id", "is required");
        }
        if (page.after() != null) {
            throw Invalid.inParameter("after", "is not possible here: use offset");
        }
        return service.ofModel(modelId, dataset, page).map(listing -> respond(listing, page, uri));
    }

    private static RestResponse<List<StreamView>> respond(Listing<StreamView> listing, Page page, UriInfo uri) {
        var response = ResponseBuilder.ok(listing.items());
        if (listing.total() != null) {
            response.header("X-Total-Count", listing.total());
        }
        if (listing.items().size() == page.limit()) {
            var next = uri.getRequestUriBuilder()
                    .replaceQueryParam("offset", page.offset() + page.limit())
                    .build();
            // Relative, because the caller's way here leads through the gateway.
            response.header("Link", "<%s?%s>; rel=\"next\"".formatted(next.getRawPath(), next.getRawQuery()));
        }
        return response.build();
    }

    @GET
    @Path("comparable")
    @Operation(summary = "List what was declared comparable, newest first")
    public Uni<RestResponse<List<ComparableView>>> declarations(
            @BeanParam ComparableFilter filter, @BeanParam Page page, UriInfo uri) {
        return service.declarations(filter, page).map(listing -> listing.respond(page, uri, ComparableView::id));
    }

    @POST
    @Path("comparable")
    @Operation(
            operationId = "declareComparableStreams",
            summary = "Declare two streams comparable",
            description = "From the next run on, the later one is compared with runs of the earlier one too, as far as"
                    + " it has no full baseline of its own.")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<ComparableView>> declare(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull ComparableRequest request) {
        return service.declare(key, request).map(Answer::respond);
    }

    @GET
    @Path("comparable/{id}")
    @Operation(summary = "Read a declaration")
    public Uni<ComparableView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @DELETE
    @Path("comparable/{id}")
    @Operation(summary = "Withdraw a declaration", description = "It can still be read.")
    public Uni<Void> withdraw(
            @PathParam("id") long id,
            @QueryParam("by") @Parameter(description = "Who withdraws it; anonymous") @Nullable String by) {
        return service.withdraw(id, by);
    }
}
