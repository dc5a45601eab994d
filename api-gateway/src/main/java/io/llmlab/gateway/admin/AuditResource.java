package io.llmlab.gateway.admin;

import io.llmlab.gateway.admin.Services.Question;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.platform.audit.AuditEntry;
import io.llmlab.platform.audit.AuditFilter;
import io.llmlab.platform.audit.AuditLog;
import io.llmlab.platform.http.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/admin/audit")
@Tag(name = "Administration")
class AuditResource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Services services;
    private final AuditLog own;

    AuditResource(Services services, AuditLog own) {
        this.services = services;
        this.own = own;
    }

    @GET
    @Operation(
            summary = "Who did what, the newest first",
            description =
                    "Of all services. Those that do not answer are named in `X-Unavailable`, and their entries are"
                            + " missing.")
    public Uni<RestResponse<List<AuditEntry>>> list(
            @BeanParam AuditFilter filter, @BeanParam MergedPage page, @Context UriInfo uri) {
        var question = new Question(
                HttpMethod.GET,
                owner -> path(owner, filter, page),
                services.type(Listing.class, AuditEntry.class),
                PATIENCE);
        return services.ask(question, own(filter, page))
                .map(gathered -> new MergedList<>(gathered, AuditResource::placeOf).respond(page, uri));
    }

    private Uni<Listing<AuditEntry>> own(AuditFilter filter, MergedPage page) {
        var place = page.after().map(cursor -> cursor.of(Services.nameOf(Owner.GATEWAY)));
        return own.page(filter, place, page.limit(), page.count());
    }

    private static String path(Owner owner, AuditFilter filter, MergedPage page) {
        return new PartQuery("/internal/audit", page, Services.nameOf(owner))
                .with("actor", filter.actor())
                .with("action", filter.action())
                .with("since", filter.since())
                .toString();
    }

    private static Cursor placeOf(AuditEntry entry) {
        return new Cursor(entry.at(), entry.service(), entry.id());
    }
}
