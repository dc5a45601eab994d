package io.llmlab.gateway.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.llmlab.platform.trust.Actor;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks a service something short for the gateway's own use.
@ApplicationScoped
public class OwnerClient {

    private static final int OK = 200;
    private static final int UNKNOWN = 404;

    private final Owners owners;
    private final ObjectMapper mapper;

    OwnerClient(Owners owners, ObjectMapper mapper) {
        this.owners = owners;
        this.mapper = mapper;
    }

    /// What a service answered.
    ///
    /// @param body missing where it is no JSON
    public record OwnerAnswer(int status, JsonNode body) {

        public boolean isOk() {
            return status == OK;
        }

        public boolean isUnknown() {
            return status == UNKNOWN;
        }
    }

    /// Fails when the service is away, answers anything but 200, or takes longer than the given time.
    public Uni<JsonNode> get(Owner owner, String path, Duration patience) {
        return ask(owner, HttpMethod.GET, path, patience).map(OwnerClient::required);
    }

    /// Fails when the service is away or takes longer than the given time; without a body.
    public Uni<OwnerAnswer> ask(Owner owner, HttpMethod method, String path, Duration patience) {
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(owners.client()
                        .request(owners.request(owner, method, path, patience))
                        .compose(request -> whole(request.send()))))
                .ifNoItem()
                .after(patience)
                .fail();
    }

    /// What a service is asked to do.
    ///
    /// @param path with the query, encoded
    /// @param body or null
    /// @param actor in whose name, or null where no key was shown
    public record Command(
            HttpMethod method,
            String path,
            @Nullable Buffer body,
            String mediaType,
            @Nullable String actor) {}

    /// The same with a body, for somebody.
    public Uni<OwnerAnswer> command(Owner owner, Command command, Duration patience) {
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(owners.client()
                        .request(options(owner, command, patience))
                        .compose(request ->
                                whole(command.body() == null ? request.send() : request.send(command.body())))))
                .ifNoItem()
                .after(patience)
                .fail();
    }

    /// To be called where the request is sent, on its event loop: whoever asks for the body from another thread may
    /// come
    /// when it has passed, and gets an empty one.
    private Future<OwnerAnswer> whole(Future<HttpClientResponse> answered) {
        return answered.compose(answer -> answer.body().map(body -> new OwnerAnswer(answer.statusCode(), read(body))));
    }

    private RequestOptions options(Owner owner, Command command, Duration patience) {
        var options = owners.request(owner, command.method(), command.path(), patience);
        if (command.body() != null) {
            options.putHeader("Content-Type", command.mediaType());
        }
        if (command.actor() != null) {
            options.putHeader(Actor.HEADER, command.actor());
        }
        return options;
    }

    private static JsonNode required(OwnerAnswer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("It answered %d".formatted(answer.status()));
        }
        if (answer.body().isMissingNode()) {
            throw new IllegalStateException("It answered no JSON");
        }
        return answer.body();
    }

    private JsonNode read(Buffer body) {
        try {
            return mapper.readTree(body.toString());
        } catch (JsonProcessingException unreadable) {
            return MissingNode.getInstance();
        }
    }
}
