package io.llmlab.gateway.live;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/events")
@Tag(name = "Dashboard")
class EventsResource {

    private final LiveFeed feed;
    private final Sse sse;
    private final Duration heartbeat;

    EventsResource(LiveFeed feed, Sse sse, LiveConfig config) {
        this.feed = feed;
        this.sse = sse;
        this.heartbeat = config.heartbeat();
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "What happens, as it happens", description = """
                    Server-sent events `run`, `regression`, `alert` and `model`, each with an id and JSON data. A client \
                    that comes back with `Last-Event-ID` gets what it missed; where that is no longer kept it gets \
                    `reset`, and should load its lists anew. A client that reads too slowly is cut off.""")
    @APIResponse(
            responseCode = "200",
            description = "A stream that does not end",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    public Multi<OutboundSseEvent> events(@HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        return Multi.createBy().merging().streams(feed.after(idOf(lastEventId)).map(this::event), heartbeats());
    }

    /// The first one comes at once, so that a client knows that it is connected.
    private Multi<OutboundSseEvent> heartbeats() {
        return Multi.createFrom()
                .ticks()
                .every(heartbeat)
                .onOverflow()
                .drop()
                .map(_ -> sse.newEventBuilder().comment("alive").build());
    }

    private OutboundSseEvent event(LiveEvent event) {
        return sse.newEventBuilder()
                .id(Long.toString(event.id()))
                .name(event.type())
                .data(event.data())
                .build();
    }

    private static @Nullable Long idOf(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(lastEventId.strip());
        } catch (NumberFormatException unreadable) {
            throw Invalid.inParameter("Last-Event-ID", "must be the id of an event, not '%s'".formatted(lastEventId));
        }
    }
}
