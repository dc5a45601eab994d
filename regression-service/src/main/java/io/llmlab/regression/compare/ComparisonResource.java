package io.llmlab.regression.compare;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/benchmark-runs/{id}/compare/{other}")
@Tag(name = "Benchmark runs")
class ComparisonResource {

    private final ComparisonService service;

    ComparisonResource(ComparisonService service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary = "Compare two runs on one dataset",
            description = "Item by item where at least 80 % of the items match, else by their metrics. Differences are"
                    + " those of the second run against the first.")
    public Uni<Comparison> compare(@PathParam("id") long id, @PathParam("other") long other) {
        return service.compare(id, other);
    }
}
