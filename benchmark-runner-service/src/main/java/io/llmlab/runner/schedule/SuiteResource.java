package io.llmlab.runner.schedule;

import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/scheduler/monitoring-suite")
class SuiteResource {

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final MonitoringSuite suite;
    private final Idempotency idempotency;

    SuiteResource(MonitoringSuite suite, Idempotency idempotency) {
        this.suite = suite;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(
            operationId = "createMonitoringSuite",
            summary = "Watches models on data sets: for each pair a full run each night and a quick one each hour",
            description = "Jobs that exist stay as they are. The answer says how many requests a day that is, what they"
                    + " cost, and the smallest drop they show; dry_run only says it.")
    @APIResponse(responseCode = "200", description = "A dry run, or all jobs were there already")
    @APIResponse(responseCode = "201", description = "Jobs were made")
    public Uni<RestResponse<SuiteAnswer>> make(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid SuiteRequest request) {
        if (request.isDry()) {
            return suite.forecast(request).map(RestResponse::ok);
        }
        return idempotency
                .once(
                        key,
                        List.of("POST /scheduler/monitoring-suite", request),
                        SuiteAnswer.class,
                        () -> suite.make(request).map(SuiteResource::made))
                .map(Answer::respond);
    }

    private static Answer<SuiteAnswer> made(SuiteAnswer answer) {
        return answer.createdJobs().isEmpty()
                ? new Answer<>(OK, null, answer)
                : new Answer<>(CREATED, "/scheduler/jobs", answer);
    }
}
