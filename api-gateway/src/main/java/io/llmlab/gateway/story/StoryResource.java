package io.llmlab.gateway.story;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/benchmark-runs/{id}/story")
@Tag(name = "Benchmark runs")
class StoryResource {

    private final StoryService service;

    StoryResource(StoryService service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary = "What became of a run: why was I not told?",
            description =
                    "Evaluated by what, with which result, which rule fired or why none did, what was held back and"
                            + " why, what was delivered where. Where a service is away, stale says what is missing.")
    @APIResponse(responseCode = "200", description = "The story, as far as it is known")
    @APIResponse(responseCode = "404", description = "No such run")
    public Uni<StoryView> story(@PathParam("id") long id) {
        return service.of(id);
    }
}
