package io.llmlab.runner.load;

import io.llmlab.platform.idempotency.Answer;
import io.llmlab.runner.run.RunView;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/benchmark-runs/results")
class ResultsResource {

    private final ResultsService service;

    ResultsResource(ResultsService service) {
        this.service = service;
    }

    @POST
    @Operation(
            operationId = "pushBenchmarkRun",
            summary = "Takes in a finished run of any outside runner; nothing of it stays where a part does not fit")
    @APIResponse(responseCode = "201", description = "The stored run")
    public Uni<RestResponse<RunView>> push(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid ResultsRequest results) {
        return service.push(key, results).map(Answer::respond);
    }
}
