package io.llmlab.alert.incident;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The page that a link in a message leads to. It asks for no login, as the link is signed, and looking at it changes
/// nothing: mail servers look at links before people do.
@Path("/acknowledge/{link}")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "alerts")
class AcknowledgeResource {

    private final AcknowledgeService service;

    AcknowledgeResource(AcknowledgeService service) {
        this.service = service;
    }

    @GET
    @Operation(
            operationId = "showAcknowledgement",
            summary = "A page for a person who follows the signed link of a message; changes nothing")
    @APIResponse(responseCode = "200", description = "The alerts as they are now, with a button where one is active")
    @APIResponse(
            responseCode = "403",
            description = "The link is not signed by this system",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "410",
            description = "The link has expired",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<RestResponse<String>> show(@PathParam("link") String link) {
        return service.show(link);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            operationId = "acknowledgeAlerts",
            summary = "The page's button: acknowledges those of the alerts that are active")
    @APIResponse(responseCode = "200", description = "The alerts as they are now")
    @APIResponse(
            responseCode = "403",
            description = "The link is not signed by this system",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "410",
            description = "The link has expired",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<RestResponse<String>> acknowledge(
            @PathParam("link") String link, @FormParam("name") @Nullable String name) {
        return service.acknowledge(link, name);
    }
}
