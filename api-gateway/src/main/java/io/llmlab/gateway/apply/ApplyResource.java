package io.llmlab.gateway.apply;

import io.llmlab.gateway.auth.Caller;
import io.llmlab.platform.problem.DomainException.Unsupported;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/apply")
@Tag(name = "Administration")
class ApplyResource {

    private final ApplyService service;
    private final RoutingContext context;

    ApplyResource(ApplyService service, RoutingContext context) {
        this.service = service;
        this.context = context;
    }

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", "application/json"})
    @Operation(
            summary = "Makes what a file describes: everything as code",
            description =
                    "A file of YAML (several documents are one) or JSON with lists of models, datasets, executors, jobs,"
                            + " channels, rules, routes, mute_times, silences and configurations, each object with the"
                            + " fields that its POST takes. What it describes is made or changed, what it does not name"
                            + " stays. A second time it changes nothing. A file that is not understood whole is refused"
                            + " whole; what an owner refuses is failed, and the rest is applied.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "application/yaml", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(responseCode = "200", description = "What became of each object")
    @APIResponse(responseCode = "400", description = "No YAML or JSON, with the line")
    @APIResponse(responseCode = "413", description = "More than 4 MB")
    @APIResponse(responseCode = "422", description = "A kind, field or value that there is not, with line and pointer")
    public Uni<ApplyView> apply(
            @QueryParam("dry_run")
                    @DefaultValue("false")
                    @Parameter(description = "Change nothing, and say what would be")
                    boolean dryRun,
            @HeaderParam("Content-Type") @Parameter(hidden = true) @Nullable String mediaType,
            byte[] file) {
        var yaml = mediaType != null && mediaType.toLowerCase(Locale.ROOT).contains("yaml");
        return service.apply(
                file, yaml, dryRun, Caller.of(context).map(Caller::name).orElse(null));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Void> other() {
        throw new Unsupported("A file is application/yaml or application/json");
    }
}
