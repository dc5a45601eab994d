package io.llmlab.alert.notify;

import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/alerts/{id}/notifications/{n}/retry")
@Tag(name = "alerts")
class DeliveryResource {

    private static final int ACCEPTED = 202;

    private final DeliveryRetry service;
    private final Notifications notifications;
    private final Idempotency idempotency;

    DeliveryResource(DeliveryRetry service, Notifications notifications, Idempotency idempotency) {
        this.service = service;
        this.notifications = notifications;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(
            summary = "Send a notification again that failed, was skipped or cancelled, or waits",
            description = "n is its id. One that was sent, or is being sent, answers 409")
    @APIResponse(
            responseCode = "202",
            description = "The notification as it waits now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeliveryView.class)))
    public Uni<RestResponse<DeliveryView>> retry(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") long alert,
            @PathParam("n") long delivery) {
        return idempotency
                .once(
                        key,
                        List.of("POST /alerts/notifications/retry", alert, delivery),
                        DeliveryView.class,
                        () -> service.again(alert, delivery).map(view -> new Answer<>(ACCEPTED, null, view)))
                .invoke(notifications::wake)
                .map(answer -> answer.respond());
    }
}
