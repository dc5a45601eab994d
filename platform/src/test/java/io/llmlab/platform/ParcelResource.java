package io.llmlab.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// A small resource that uses everything the platform offers.
@Path("/parcels")
public class ParcelResource {

    public enum Colour {
        DARK_RED,
        BLUE
    }

    public record Parcel(
            @NotBlank @Size(max = 10) String text,
            int weight,
            @Nullable Colour someColour) {}

    public record Visit(Instant due) {}

    private final Outbox outbox;
    private final Idempotency idempotency;
    private final Audit audit;

    ParcelResource(Outbox outbox, Idempotency idempotency, Audit audit) {
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.audit = audit;
    }

    @POST
    @WithTransaction
    public Uni<Void> send(@NotNull @Valid Parcel parcel) {
        return outbox.append(OutboxEvent.of("parcel", parcel.text(), parcel)).invoke(() -> {
            if (parcel.weight() < 0) {
                throw new IllegalStateException("secret detail");
            }
        });
    }

    @POST
    @Path("once")
    public Uni<RestResponse<Map<String, Object>>> once(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Parcel parcel) {
        return idempotency
                .once(
                        key,
                        parcel,
                        Parcel.class,
                        () -> outbox.append(OutboxEvent.of("parcel", parcel.text(), parcel))
                                .replaceWith(new Answer<>(201, "/parcels/" + parcel.text(), parcel)))
                .map(answer -> RestResponse.status(
                        RestResponse.Status.CREATED,
                        Map.of(
                                "text",
                                answer.body().text(),
                                "weight",
                                answer.body().weight())));
    }

    @POST
    @Path("visits")
    public Visit visit(@NotNull @Valid Visit visit) {
        return visit;
    }

    @POST
    @Path("notes")
    @WithTransaction
    public Uni<Void> note(@NotNull JsonNode note) {
        return PlainSql.rows("select $1::text", note.path("note").asText()).replaceWithVoid();
    }

    @POST
    @Path("opened")
    @WithTransaction
    public Uni<Void> open(@QueryParam("by") @DefaultValue(Audit.ANONYMOUS) String by) {
        return audit.record(by, "opened", "parcel");
    }

    @GET
    @Path("{id}")
    public Map<String, Object> get(
            @PathParam("id") long id,
            @QueryParam("since") @Nullable Instant since,
            @BeanParam Page page,
            @QueryParam("colour") @Nullable Colour colour) {
        return Map.of("id", id, "limit", page.limit(), "colour", String.valueOf(colour));
    }

    /// Its method leaves the type to be found out, as one without `@Produces` that answers a `RestResponse` does.
    @GET
    @Path("answered/{id}")
    public Uni<RestResponse<Parcel>> answered(@PathParam("id") long id) {
        return Uni.createFrom().item(RestResponse.ok(new Parcel("parcel", (int) id, null)));
    }

    @GET
    @Path("label/{id}")
    public Uni<RestResponse<String>> label(@PathParam("id") long id) {
        return Uni.createFrom().item(RestResponse.ok("parcel " + id));
    }
}
