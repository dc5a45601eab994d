package io.llmlab.gateway.stats;

import io.llmlab.gateway.event.Freshness;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/stats/aggregated")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dashboard")
class AggregateResource {

    private final AggregateService service;
    private final Freshness freshness;

    AggregateResource(AggregateService service, Freshness freshness) {
        this.service = service;
        this.freshness = freshness;
    }

    @GET
    @Operation(
            summary = "What the metrics came to by hour, day, week or month, newest first",
            description = "Periods are of UTC, weeks begin on Monday. From the read model; the header"
                    + " X-Read-Model-Lag-Seconds says how far it is behind. Aggregates have no ids to go on after: page"
                    + " with limit and offset.")
    public Uni<RestResponse<List<Aggregate>>> list(
            @BeanParam AggregateFilter filter, @BeanParam Page page, @Context UriInfo uri) {
        if (page.after() != null) {
            throw Invalid.inParameter("after", "is not possible here: use offset");
        }
        return service.find(filter, page).map(listing -> respond(listing, page, uri));
    }

    private RestResponse<List<Aggregate>> respond(Listing<Aggregate> listing, Page page, UriInfo uri) {
        var response = ResponseBuilder.ok(listing.items())
                .header(Freshness.HEADER, freshness.lag().toSeconds());
        if (listing.total() != null) {
            response.header("X-Total-Count", listing.total());
        }
        if (listing.items().size() == page.limit()) {
            var next = uri.getRequestUriBuilder()
                    .replaceQueryParam("offset", page.offset() + page.limit())
                    .build();
            response.header("Link", "<%s?%s>; rel=\"next\"".formatted(next.getRawPath(), next.getRawQuery()));
        }
        return response.build();
    }
}
