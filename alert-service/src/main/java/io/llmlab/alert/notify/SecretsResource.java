package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Lets the gateway find out whether a file would change a channel. It is not public: who may ask often enough could
/// guess a secret.
@Path("/internal/channel-secrets/{name}")
class SecretsResource {

    private final ChannelService service;

    SecretsResource(ChannelService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public Uni<SecretsComparison> compare(@PathParam("name") String name, @NotNull Map<String, Object> settings) {
        return service.compareSecrets(name, settings);
    }
}
