package io.llmlab.runner.delegate;

import io.llmlab.runner.run.RunView;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/benchmark-runs")
class ReportResource {

    private final Reports reports;

    ReportResource(Reports reports) {
        this.reports = reports;
    }

    @PATCH
    @Path("{id}")
    @Operation(
            summary = "Takes progress, results, completion or failure from the outside runner that executes the run",
            description =
                    "Authorised by the callback_token of the run as a bearer token. An empty object is a heartbeat. Samples come in parts; one with a known id replaces the earlier.")
    @APIResponse(responseCode = "200", description = "The run as it is now")
    @APIResponse(responseCode = "401", description = "No token, or one that was not given out")
    @APIResponse(responseCode = "403", description = "The token of another run")
    @APIResponse(responseCode = "409", description = "The run has ended or was taken up anew: stop working on it")
    public Uni<RunView> report(
            @HeaderParam("Authorization") @Nullable String authorization,
            @PathParam("id") long id,
            @NotNull @Valid Report report) {
        return Uni.createFrom()
                .item(() -> CallbackToken.of(authorization))
                .chain(token -> reports.take(id, token, report));
    }
}
