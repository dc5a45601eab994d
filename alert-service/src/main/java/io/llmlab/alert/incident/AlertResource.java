package io.llmlab.alert.incident;

import io.llmlab.alert.notify.DeliveryView;
import io.llmlab.alert.timeline.TimelineEntry;
import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/alerts")
@Tag(name = "alerts")
class AlertResource {

    private static final int LONGEST_PERIOD_DAYS = 365;

    private final AlertService service;
    private final StatisticsService statistics;

    AlertResource(AlertService service, StatisticsService statistics) {
        this.service = service;
        this.statistics = statistics;
    }

    /// What a change is answered with.
    @Schema(name = "ChangedAlert")
    record Changed(String message, AlertView alert) {}

    @GET
    @Operation(summary = "Alerts, newest first; by default only those that are active")
    public Uni<RestResponse<List<AlertView>>> list(
            @BeanParam AlertFilter filter, @BeanParam Page page, @Context UriInfo uri) {
        return service.list(filter, page).map(listing -> listing.respond(page, uri, AlertView::id));
    }

    @GET
    @Path("statistics")
    @Operation(summary = "How many alerts there were, and how fast they were handled")
    public Uni<AlertStatistics> statistics(
            @QueryParam("days_back") @DefaultValue("7") @Min(1) @Max(LONGEST_PERIOD_DAYS) int daysBack) {
        return statistics.of(daysBack);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One alert")
    public Uni<AlertView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Acknowledge, resolve or snooze an alert")
    public Uni<Changed> change(@PathParam("id") long id, @NotNull @Valid AlertUpdate update) {
        return service.change(id, update).map(alert -> new Changed("Alert %d updated".formatted(id), alert));
    }

    @GET
    @Path("{id}/timeline")
    @Operation(summary = "What became of an alert, when, by whom and why, the newest first")
    public Uni<RestResponse<List<TimelineEntry>>> timeline(
            @PathParam("id") long id, @BeanParam Page page, @Context UriInfo uri) {
        return service.timeline(id, page).map(listing -> listing.respond(page, uri, TimelineEntry::id));
    }

    @GET
    @Path("{id}/notifications")
    @Operation(
            summary =
                    "Who was told of an alert, the newest first, with the last attempts and what the receiver answered")
    public Uni<RestResponse<List<DeliveryView>>> notifications(
            @PathParam("id") long id, @BeanParam Page page, @Context UriInfo uri) {
        return service.notifications(id, page).map(listing -> listing.respond(page, uri, DeliveryView::id));
    }
}
