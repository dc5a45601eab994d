package io.llmlab.gateway.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Asks a service something short for the gateway's own use.
@ApplicationScoped
public class OwnerClient {

    private final Owners owners;
    private final ObjectMapper mapper;

    OwnerClient(Owners owners, ObjectMapper mapper) {
        this.owners = owners;
        this.mapper = mapper;
    }

    /// Fails when the service is away, answers anything but 200, or takes longer than the given time.
    public Uni<JsonNode> get(Owner owner, String path, Duration patience) {
        return Uni.createFrom()
                .deferred(() ->
                        UniHelper.toUni(owners.client().request(owners.request(owner, HttpMethod.GET, path, patience))))
                .chain(request -> UniHelper.toUni(request.send()
                        .compose(answer -> answer.body().map(body -> read(answer, body)))))
                .ifNoItem()
                .after(patience)
                .fail();
    }

    private JsonNode read(HttpClientResponse answer, Buffer body) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("It answered %d".formatted(answer.statusCode()));
        }
        try {
            return mapper.readTree(body.toString());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("It answered no JSON", unreadable);
        }
    }
}
