package io.llmlab.alert.notify;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/notification-channels")
@Tag(name = "notification channels")
class ChannelResource {

    private final ChannelService service;
    private final ChannelTest test;
    private final Idempotency idempotency;

    ChannelResource(ChannelService service, ChannelTest test, Idempotency idempotency) {
        this.service = service;
        this.test = test;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(summary = "Channels by name, each with whether it is configured")
    public Uni<List<ChannelView>> list(@BeanParam Page page) {
        return service.list(page);
    }

    @POST
    @Operation(summary = "Make a channel")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<ChannelView>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid ChannelRequest request) {
        return idempotency
                .once(key, List.of("POST /notification-channels", request), ChannelView.class, () -> made(request))
                .map(answer -> answer.respond());
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One channel")
    public Uni<ChannelView> get(@PathParam("name") String name) {
        return service.get(name);
    }

    @PUT
    @Path("{name}")
    @Operation(summary = "Change a channel; a secret that is left out stays")
    public Uni<ChannelView> change(@PathParam("name") String name, @NotNull @Valid ChannelRequest request) {
        return service.change(name, request);
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Delete a channel that no rule names")
    public Uni<Void> delete(@PathParam("name") String name) {
        return service.delete(name);
    }

    @POST
    @Path("{name}/test")
    @Operation(summary = "Send a test message now, and say what the receiver answered")
    public Uni<ChannelTest.Result> test(
            @PathParam("name") String name,
            @QueryParam("sample")
                    @DefaultValue("plain")
                    @Parameter(
                            description =
                                    "plain: a line that says that it is a test; alert: what an alert would look like, by the channel's templates")
                    ChannelTest.Sample sample) {
        return test.run(name, sample);
    }

    private Uni<Answer<ChannelView>> made(ChannelRequest request) {
        return service.create(request)
                .map(channel -> new Answer<>(201, "/notification-channels/" + channel.name(), channel));
    }
}
