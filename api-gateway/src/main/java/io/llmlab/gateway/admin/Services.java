package io.llmlab.gateway.admin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.llmlab.gateway.proxy.OwnerClient.Command;
import io.llmlab.gateway.proxy.OwnerClient.OwnerAnswer;
import io.llmlab.platform.trust.Actor;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// Asks the other services for their part, all at once. One that does not answer is named, and the others' parts are
/// what there is.
@ApplicationScoped
class Services {

    static final List<Owner> OTHERS = List.of(Owner.RUNNER, Owner.REGRESSION, Owner.ALERT);

    private final OwnerClient owners;
    private final ObjectMapper mapper;

    Services(OwnerClient owners, ObjectMapper mapper) {
        this.owners = owners;
        this.mapper = mapper;
    }

    /// What each service is asked.
    ///
    /// @param path of a service: path and query, encoded
    /// @param type of its answer
    record Question(HttpMethod method, Function<Owner, String> path, JavaType type, Duration patience) {}

    JavaType type(Class<?> whole, Class<?>... parts) {
        return mapper.getTypeFactory().constructParametricType(whole, parts);
    }

    JavaType type(Class<?> whole) {
        return mapper.constructType(whole);
    }

    /// @param own the gateway's part
    <T> Uni<Gathered<T>> ask(Question question, Uni<T> own) {
        var parts = Stream.concat(
                        OTHERS.stream().map(owner -> this.<T>part(owner, question)),
                        Stream.of(orAway(Owner.GATEWAY, own)))
                .toList();
        return Uni.join()
                .all(parts)
                .andFailFast()
                .map(answers -> answers.stream().reduce(Gathered.nothing(), Gathered::and));
    }

    /// Has one service do something, in the name of whoever asks for it.
    Uni<OwnerAnswer> command(Owner owner, String path, Duration patience) {
        return owners.command(
                owner,
                new Command(
                        HttpMethod.POST,
                        path,
                        null,
                        "application/json",
                        Actor.current().orElse(null)),
                patience);
    }

    <T> T read(JsonNode body, JavaType type) {
        try {
            return mapper.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(body);
        } catch (IOException unreadable) {
            throw new IllegalStateException("Its answer cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static String nameOf(Owner owner) {
        return owner.name().toLowerCase(Locale.ROOT);
    }

    private <T> Uni<Gathered<T>> part(Owner owner, Question question) {
        return orAway(owner, this.<T>answer(owner, question));
    }

    private <T> Uni<T> answer(Owner owner, Question question) {
        var path = question.path().apply(owner);
        return owners.command(
                        owner,
                        new Command(
                                question.method(),
                                path,
                                null,
                                "application/json",
                                Actor.current().orElse(null)),
                        question.patience())
                .map(answer -> read(required(answer), question.type()));
    }

    private static JsonNode required(OwnerAnswer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("It answered %d".formatted(answer.status()));
        }
        return answer.body();
    }

    private static <T> Uni<Gathered<T>> orAway(Owner owner, Uni<T> part) {
        return part.map(Gathered::part)
                .onFailure()
                .invoke(failure -> Log.warnf("%s does not say its part: %s", nameOf(owner), failure.toString()))
                .onFailure()
                .recoverWithItem(_ -> Gathered.away(nameOf(owner)));
    }
}
