package io.llmlab.alert.rule;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/alert-rules")
@Tag(name = "alert rules")
class AlertRuleResource {

    private final AlertRuleService service;
    private final RulePreview preview;
    private final Idempotency idempotency;

    AlertRuleResource(AlertRuleService service, RulePreview preview, Idempotency idempotency) {
        this.service = service;
        this.preview = preview;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(summary = "Rules, by id")
    public Uni<List<AlertRuleView>> list(@BeanParam Page page) {
        return service.list(page);
    }

    @POST
    @Operation(summary = "Make a rule; it takes effect with the next event")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<AlertRuleView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid AlertRuleRequest request) {
        return idempotency
                .once(key, List.of("POST /alert-rules", request), AlertRuleView.class, () -> made(request))
                .map(answer -> answer.respond());
    }

    @POST
    @Path("preview")
    @Operation(
            summary = "Say what a rule would have fired on in the last 30 days; nothing is stored",
            description =
                    "The rule is checked like one that is made, but its id may be taken. Each run is taken as if it had come at its own time, and no other rule as if it were there. Findings are those that were told while the service kept them, which is as long as it keeps runs.")
    public Uni<RulePreviewView> preview(@NotNull @Valid AlertRuleRequest request) {
        return service.drafted(request).chain(preview::of);
    }

    @GET
    @Path("{rule_id}")
    @Operation(summary = "One rule")
    public Uni<AlertRuleView> get(@PathParam("rule_id") String ruleId) {
        return service.get(ruleId);
    }

    @PUT
    @Path("{rule_id}")
    @Operation(summary = "Change any part of a rule; what is left out stays, null clears")
    @RequestBody(
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = AlertRuleRequest.class)))
    public Uni<AlertRuleView> change(@PathParam("rule_id") String ruleId, @NotNull ObjectNode changes) {
        return service.change(ruleId, changes);
    }

    @DELETE
    @Path("{rule_id}")
    @Operation(summary = "Delete a rule; its alerts stay")
    public Uni<Void> delete(@PathParam("rule_id") String ruleId) {
        return service.delete(ruleId);
    }

    private Uni<Answer<AlertRuleView>> made(AlertRuleRequest request) {
        return service.create(request).map(rule -> new Answer<>(201, "/alert-rules/" + rule.ruleId(), rule));
    }
}
