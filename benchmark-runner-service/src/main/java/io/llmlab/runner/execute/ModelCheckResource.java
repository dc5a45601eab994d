package io.llmlab.runner.execute;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/models/{id}/check")
class ModelCheckResource {

    private final ModelCheck check;

    ModelCheckResource(ModelCheck check) {
        this.check = check;
    }

    @POST
    @Operation(
            summary = "Sends one request to a model and says what came back, within ten seconds",
            description =
                    "200 also where the model did not answer: then `error` says what went wrong and what to do. The request may cost what a few tokens cost. Nothing is stored.")
    @APIResponse(responseCode = "200", description = "What came back")
    @APIResponse(
            responseCode = "409",
            description =
                    "Nothing could be sent: the model has no base_url, its key is not set, or it answers no questions")
    public Uni<ModelCheckView> check(@PathParam("id") long id) {
        return check.check(id);
    }
}
