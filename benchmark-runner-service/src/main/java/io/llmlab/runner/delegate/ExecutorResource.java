package io.llmlab.runner.delegate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/executors")
class ExecutorResource {

    private final RegistrationService service;
    private final Idempotency idempotency;

    ExecutorResource(RegistrationService service, Idempotency idempotency) {
        this.service = service;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(summary = "Lists outside runners by name")
    public Uni<List<RegistrationView>> list(@BeanParam Page page) {
        return service.list(page);
    }

    @POST
    @Operation(summary = "Registers an outside runner, which runs may choose from now on")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<RegistrationView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid RegistrationRequest request) {
        return idempotency
                .once(key, List.of("POST /executors", request), RegistrationView.class, () -> made(request))
                .map(Answer::respond);
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Reads an outside runner")
    public Uni<RegistrationView> get(@PathParam("name") String name) {
        return service.get(name);
    }

    @PUT
    @Path("{name}")
    @Operation(summary = "Changes any subset of an outside runner's fields, from the next run on")
    @RequestBody(content = @Content(schema = @Schema(implementation = RegistrationRequest.class)))
    public Uni<RegistrationView> change(@PathParam("name") String name, @NotNull ObjectNode fields) {
        return service.change(name, fields);
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Deletes an outside runner; runs under way go on, later ones that choose it fail")
    public Uni<Void> delete(@PathParam("name") String name) {
        return service.delete(name);
    }

    private Uni<Answer<RegistrationView>> made(RegistrationRequest request) {
        return service.create(request).map(view -> new Answer<>(201, "/executors/" + view.name(), view));
    }
}
