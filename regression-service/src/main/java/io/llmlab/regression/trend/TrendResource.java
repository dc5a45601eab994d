package io.llmlab.regression.trend;

import io.llmlab.regression.series.Period;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/regression-detection/trends")
@Tag(name = "Regression detection")
class TrendResource {

    private static final int USUAL_DAYS = 30;

    private final TrendService service;

    TrendResource(TrendService service) {
        this.service = service;
    }

    @GET
    @Path("{modelId}")
    @Operation(summary = "See where the metrics of a model are heading")
    public Uni<TrendsView> get(
            @PathParam("modelId") long modelId, @QueryParam("days_back") @Nullable Integer daysBack) {
        return service.of(modelId, Period.back(daysBack, USUAL_DAYS));
    }
}
