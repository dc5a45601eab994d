package io.llmlab.gateway.auth;

import io.llmlab.platform.problem.DomainException.Forbidden;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

@Path("/ui/session")
@Tag(name = "Access")
class SessionResource {

    private final SessionService service;
    private final SameOrigin origins;
    private final AccessConfig config;

    SessionResource(SessionService service, SameOrigin origins, AccessConfig config) {
        this.service = service;
        this.origins = origins;
        this.config = config;
    }

    @GET
    @Operation(operationId = "getSession", summary = "Says who this browser is, and whether a key is asked for at all")
    public Uni<SessionView> look(@Context HttpServerRequest request) {
        return service.look(Credential.of(request));
    }

    @POST
    @Operation(
            operationId = "beginSession",
            summary = "Trades a key for a cookie",
            description = "HttpOnly and SameSite=Strict; nothing is changed with it unless Origin is this one.")
    @APIResponse(
            responseCode = "201",
            description = "The cookie is set",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "401", description = "The key is not valid")
    public Uni<RestResponse<SessionView>> begin(
            @Context HttpServerRequest request, @NotNull @Valid SessionRequest session) {
        requireOwnPage(request);
        return service.begin(session.key())
                .map(begun -> ResponseBuilder.create(Status.CREATED, begun.view())
                        .cookie(cookie(request, begun.cookie().value(), begun.length()))
                        .build());
    }

    @DELETE
    @Operation(operationId = "endSession", summary = "Ends the session, wherever its cookie is")
    @APIResponse(responseCode = "204", description = "It has ended, or there was none")
    public Uni<RestResponse<Void>> end(@Context HttpServerRequest request) {
        requireOwnPage(request);
        var ended = Credential.of(request).orElse(null) instanceof Credential.Session session
                ? service.end(session)
                : Uni.createFrom().voidItem();
        return ended.map(_ -> ResponseBuilder.<Void>noContent()
                .cookie(cookie(request, "", Duration.ZERO))
                .build());
    }

    private void requireOwnPage(HttpServerRequest request) {
        if (origins.isForeign(request)) {
            throw new Forbidden("Pages of another origin may not change anything here");
        }
    }

    private NewCookie cookie(HttpServerRequest request, String value, Duration length) {
        var secure = "https".equals(request.scheme())
                || config.publicUrl()
                        .filter(url -> "https".equals(url.getScheme()))
                        .isPresent();
        return new NewCookie.Builder(Credential.COOKIE)
                .value(value)
                .path("/")
                .maxAge((int) length.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
