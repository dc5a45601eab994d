package io.llmlab.alert.digest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/notification-channels/{name}/digest")
@Tag(name = "notification channels")
class DigestResource {

    private final DigestService service;

    DigestResource(DigestService service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "When a channel gets its digest")
    public Uni<DigestView> get(@PathParam("name") String channel) {
        return service.get(channel);
    }

    @PUT
    @Operation(
            summary =
                    "Let a channel have a digest: what changed, what it cost, what is missing, and what would have been"
                            + " seen")
    public Uni<DigestView> set(@PathParam("name") String channel, @NotNull DigestRequest request) {
        return service.set(channel, request);
    }

    @DELETE
    @Operation(summary = "Let a channel have no digest any more")
    public Uni<Void> remove(@PathParam("name") String channel) {
        return service.remove(channel);
    }
}
