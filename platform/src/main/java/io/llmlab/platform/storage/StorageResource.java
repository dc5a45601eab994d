package io.llmlab.platform.storage;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tells the gateway what this service's schema takes.
@Path("/internal/storage")
class StorageResource {

    private final Storage storage;

    StorageResource(Storage storage) {
        this.storage = storage;
    }

    @GET
    @Operation(hidden = true)
    public Uni<SchemaSize> size() {
        return storage.size();
    }
}
