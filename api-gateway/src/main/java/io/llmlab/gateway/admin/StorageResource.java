package io.llmlab.gateway.admin;

import io.llmlab.gateway.admin.Services.Question;
import io.llmlab.platform.storage.SchemaSize;
import io.llmlab.platform.storage.Storage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/admin/storage")
@Tag(name = "Administration")
class StorageResource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Services services;
    private final Storage own;

    StorageResource(Services services, Storage own) {
        this.services = services;
        this.own = own;
    }

    @GET
    @Operation(
            summary = "How much room each schema and table takes",
            description = "Sizes are of now, rows are estimates. A service that does not answer is named.")
    public Uni<StorageView> get() {
        var question =
                new Question(HttpMethod.GET, _ -> "/internal/storage", services.type(SchemaSize.class), PATIENCE);
        return services.ask(question, own.size()).map(StorageView::of);
    }
}
