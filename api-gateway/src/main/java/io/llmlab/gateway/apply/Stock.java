package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.llmlab.gateway.proxy.OwnerClient.Command;
import io.llmlab.gateway.proxy.OwnerClient.OwnerAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What there is, with its owners, for the time of one file.
class Stock {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JSON = "application/json";
    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 100;

    /// A service hears of a model that another one has just made by its event, a moment later.
    private static final Duration HEARING = Duration.ofSeconds(20);

    private static final Duration FIRST_REPEAT = Duration.ofMillis(100);
    private static final Duration LAST_REPEAT = Duration.ofSeconds(1);

    private final OwnerClient owners;
    private final @Nullable String actor;
    private final Map<Kind, List<JsonNode>> lists = new EnumMap<>(Kind.class);

    /// @param actor whose key it is, or null
    Stock(OwnerClient owners, @Nullable String actor) {
        this.owners = owners;
        this.actor = actor;
    }

    /// The object of that name, or empty. Fails with [Refused] where several have it.
    Uni<Optional<JsonNode>> find(Wanted wanted) {
        return wanted.kind().isAtItsName() ? findAtItsName(wanted) : findInList(wanted);
    }

    private Uni<Optional<JsonNode>> findAtItsName(Wanted wanted) {
        return ask(wanted.kind().owner(), HttpMethod.GET, at(wanted), null, JSON)
                .map(answer -> answer.isUnknown() ? Optional.empty() : Optional.of(done(answer)));
    }

    private Uni<Optional<JsonNode>> findInList(Wanted wanted) {
        return wanted.kind() == Kind.CONFIGURATIONS
                ? modelId(wanted).chain(model -> findConfiguration(wanted, model))
                : all(wanted.kind())
                        .map(found -> only(
                                wanted,
                                found.stream()
                                        .filter(one -> Wanted.nameOf(wanted.kind(), one)
                                                .equals(wanted.name()))
                                        .toList()));
    }

    /// @param model empty where it is for all
    private Uni<Optional<JsonNode>> findConfiguration(Wanted wanted, Optional<Long> model) {
        var fields = wanted.fields();
        if (fields.hasNonNull(Wanted.MODEL_NAME) && model.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return all(wanted.kind())
                .map(found -> only(
                        wanted,
                        found.stream()
                                .filter(one -> List.of("method", "metric_type", "metric_name", "dataset_name").stream()
                                        .allMatch(
                                                field -> Difference.isSame(fields.path(field), one.path(field), false)))
                                .filter(one -> model.map(
                                                id -> one.path("model_id").asLong() == id)
                                        .orElse(!one.hasNonNull("model_id")))
                                .toList()));
    }

    /// The id of the model that a configuration names; empty where it names none, or one that is not there.
    Uni<Optional<Long>> modelId(Wanted configuration) {
        var name = configuration.fields().path(Wanted.MODEL_NAME).asText("");
        return name.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : all(Kind.MODELS)
                        .map(models -> models.stream()
                                .filter(model -> model.path("name").asText().equals(name))
                                .map(model -> model.path("id").asLong())
                                .findFirst());
    }

    /// Silences come again under the same words: the newest counts.
    private static Optional<JsonNode> only(Wanted wanted, List<JsonNode> found) {
        if (found.size() > 1 && wanted.kind() != Kind.SILENCES) {
            throw new Refused("%d of them have this name; give them names of their own".formatted(found.size()));
        }
        return found.stream().findFirst();
    }

    /// What names a model that its owner has not heard of yet is made when it has.
    Uni<JsonNode> create(Wanted wanted, ObjectNode body) {
        return ask(wanted.kind().owner(), HttpMethod.POST, wanted.kind().path(), bytes(body), JSON)
                .map(Stock::done)
                .onFailure(Stock::isOfAnUnknownModel)
                .retry()
                .withBackOff(FIRST_REPEAT, LAST_REPEAT)
                .expireIn(HEARING.toMillis())
                .invoke(_ -> lists.remove(wanted.kind()));
    }

    private static boolean isOfAnUnknownModel(Throwable failure) {
        return failure instanceof Refused refused && refused.isAbout("/model_id");
    }

    Uni<JsonNode> change(Wanted wanted, JsonNode existing, ObjectNode body) {
        var path = wanted.kind().isAtItsName()
                ? at(wanted)
                : "%s/%d".formatted(wanted.kind().path(), existing.path("id").asLong());
        return ask(wanted.kind().owner(), HttpMethod.PUT, path, bytes(body), JSON)
                .map(Stock::done);
    }

    Uni<JsonNode> upload(Wanted dataset, byte[] content, String mediaType) {
        return ask(
                        Owner.RUNNER,
                        HttpMethod.POST,
                        "/datasets?name=" + encoded(dataset.name()),
                        Buffer.buffer(content),
                        mediaType)
                .map(Stock::done);
    }

    /// Which of the given settings of a channel are other secrets than it has.
    Uni<JsonNode> compareSecrets(Wanted channel) {
        return ask(
                        Owner.ALERT,
                        HttpMethod.POST,
                        "/internal/channel-secrets/" + encoded(channel.name()),
                        bytes(channel.fields().path("config")),
                        JSON)
                .map(Stock::done);
    }

    private Uni<List<JsonNode>> all(Kind kind) {
        var known = lists.get(kind);
        return known == null
                ? further(kind, new ArrayList<>()).invoke(found -> lists.put(kind, found))
                : Uni.createFrom().item(known);
    }

    private Uni<List<JsonNode>> further(Kind kind, List<JsonNode> before) {
        var after = before.isEmpty()
                ? ""
                : "&after=%d".formatted(before.getLast().path("id").asLong());
        return ask(kind.owner(), HttpMethod.GET, "%slimit=%d%s".formatted(kind.list(), PAGE, after), null, JSON)
                .map(Stock::done)
                .chain(page -> {
                    page.forEach(before::add);
                    return page.size() < PAGE || before.size() >= PAGE * MOST_PAGES
                            ? Uni.createFrom().item(before)
                            : further(kind, before);
                });
    }

    private Uni<OwnerAnswer> ask(Owner owner, HttpMethod method, String path, @Nullable Buffer body, String mediaType) {
        return owners.command(owner, new Command(method, path, body, mediaType, actor), PATIENCE)
                .onFailure()
                .transform(failure -> new Refused("its owner is away: %s".formatted(failure.getMessage())));
    }

    private static JsonNode done(OwnerAnswer answer) {
        if (answer.status() < 200 || answer.status() > 299) {
            throw Refused.of(answer.status(), answer.body());
        }
        return answer.body();
    }

    private static Buffer bytes(JsonNode body) {
        return Buffer.buffer(body.toString());
    }

    private static String at(Wanted wanted) {
        return "%s/%s".formatted(wanted.kind().path(), encoded(wanted.name()));
    }

    /// In a path a plus is a plus.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
