package io.llmlab.regression.finding;

import io.llmlab.platform.idempotency.Answer;
import io.llmlab.regression.finding.Disposition.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/regression-detection/results/{id}")
@Tag(name = "Regression detection")
class DispositionResource {

    private final DispositionService service;

    DispositionResource(DispositionService service) {
        this.service = service;
    }

    @POST
    @Path("accept")
    @Operation(
            operationId = "acceptFinding",
            summary = "Accept a finding as the new normal",
            description = "It ends, the rolling baseline begins at its onset, and a pinned one is released.")
    @APIResponse(responseCode = "200", description = "The finding as it is now")
    public Uni<RestResponse<FindingView>> accept(
            @PathParam("id") long id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull DispositionRequest request) {
        return service.judge(key, id, Kind.ACCEPTED, request).map(Answer::respond);
    }

    @POST
    @Path("false-alarm")
    @Operation(
            operationId = "markFalseAlarm",
            summary = "Call a finding a false alarm",
            description = "It ends if it is open, and its runs are part of the baseline again.")
    @APIResponse(responseCode = "200", description = "The finding as it is now")
    public Uni<RestResponse<FindingView>> falseAlarm(
            @PathParam("id") long id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull DispositionRequest request) {
        return service.judge(key, id, Kind.FALSE_ALARM, request).map(Answer::respond);
    }
}
