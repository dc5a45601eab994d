package io.llmlab.gateway.dashboard;

import io.llmlab.gateway.event.Freshness;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.ZoneId;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/dashboard")
@Tag(name = "Dashboard")
class DashboardResource {

    private static final int MAX_DAYS = 365;

    /// Another name would be another answer to keep: `+00:00:01` is a zone as well.
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final DashboardService service;
    private final MatrixService matrix;
    private final ActivityService activity;
    private final Freshness freshness;

    DashboardResource(DashboardService service, MatrixService matrix, ActivityService activity, Freshness freshness) {
        this.service = service;
        this.matrix = matrix;
        this.activity = activity;
        this.freshness = freshness;
    }

    @GET
    @Path("overview")
    @Operation(
            summary = "The suite at a glance",
            description = "From the read model; the header X-Read-Model-Lag-Seconds says how far it is behind.")
    public Uni<RestResponse<Overview>> overview() {
        return service.overview().map(this::dated);
    }

    @GET
    @Path("matrix")
    @Operation(
            summary = "Each model on each data set in the last 30 days",
            description =
                    "Its newest run, a line of what it measured, and whether it is silent. From the read model; the "
                            + "header X-Read-Model-Lag-Seconds says how far it is behind.")
    public Uni<RestResponse<Matrix>> matrix() {
        return matrix.matrix().map(this::dated);
    }

    @GET
    @Path("activity")
    @Operation(
            summary = "What runs, what failed, and what it costs",
            description = "From the read model; the header X-Read-Model-Lag-Seconds says how far it is behind.")
    public Uni<RestResponse<Activity>> activity(
            @QueryParam("time_zone")
                    @DefaultValue("UTC")
                    @Parameter(
                            description = "Whose midnight a day begins at, as the IANA names it",
                            example = "Europe/Berlin")
                    String timeZone) {
        return activity.activity(zone(timeZone)).map(this::dated);
    }

    private static ZoneId zone(String name) {
        if (!ZONES.contains(name)) {
            throw Invalid.inParameter(
                    "time_zone", "must be a time zone such as UTC or Europe/Berlin, not %s".formatted(name));
        }
        return ZoneId.of(name);
    }

    @GET
    @Path("model-performance/{id}")
    @Operation(
            summary = "How one model did in the last days",
            description = "From the read model; the header X-Read-Model-Lag-Seconds says how far it is behind. "
                    + "A model without runs has total_runs 0.")
    @APIResponse(responseCode = "200", description = "OK")
    @APIResponse(responseCode = "404", description = "No such model")
    public Uni<RestResponse<ModelPerformance>> performance(
            @PathParam("id") long id, @QueryParam("days_back") @DefaultValue("30") int daysBack) {
        if (daysBack < 1 || daysBack > MAX_DAYS) {
            throw Invalid.inParameter("days_back", "must be 1 to %d, not %d".formatted(MAX_DAYS, daysBack));
        }
        return service.performance(id, daysBack).map(this::dated);
    }

    private <T> RestResponse<T> dated(T view) {
        return ResponseBuilder.ok(view)
                .header(Freshness.HEADER, freshness.lag().toSeconds())
                .build();
    }
}
