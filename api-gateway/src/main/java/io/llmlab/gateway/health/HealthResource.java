package io.llmlab.gateway.health;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

@Path("/health")
@Tag(name = "Health")
class HealthResource {

    private final HealthService service;

    HealthResource(HealthService service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "Whether the suite works, part by part, each one asked now")
    @APIResponse(responseCode = "200", description = "healthy or degraded")
    @APIResponse(
            responseCode = "503",
            description = "unhealthy",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthView.class)))
    public Uni<RestResponse<HealthView>> health() {
        return service.report().map(report -> RestResponse.status(statusOf(report.status()), report));
    }

    private static Status statusOf(SystemHealth health) {
        return switch (health) {
            case HEALTHY, DEGRADED -> Status.OK;
            case UNHEALTHY -> Status.SERVICE_UNAVAILABLE;
        };
    }
}
