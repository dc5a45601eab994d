package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.llmlab.gateway.apply.ApplyView.Outcome;
import io.llmlab.gateway.apply.ApplyView.Result;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One file on its way to the owners. An object that one of them refuses keeps no other back.
///
/// @param dryRun whether nothing is written
record Application(Stock stock, KnownFields known, boolean dryRun) {

    Uni<List<Result>> all(List<Wanted> wanted) {
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(this::one)
                .collect()
                .asList();
    }

    private Uni<Result> one(Wanted wanted) {
        return Uni.createFrom()
                .deferred(() -> stock.find(wanted).chain(found -> one(wanted, found)))
                .onFailure(Refused.class)
                .recoverWithItem(refused -> Result.failed(wanted, ((Refused) refused).reason()));
    }

    private Uni<Result> one(Wanted wanted, Optional<JsonNode> found) {
        if (wanted.kind() == Kind.DATASETS) {
            return dataset(wanted, found);
        }
        return found.map(existing -> change(wanted, existing)).orElseGet(() -> create(wanted));
    }

    private Uni<Result> create(Wanted wanted) {
        var missing = known.missing(wanted);
        if (!missing.isEmpty()) {
            throw new Refused(
                    "is not there yet, and to make it %s must be given".formatted(String.join(", ", missing)));
        }
        var result = Result.of(
                wanted,
                Outcome.CREATED,
                Stream.concat(
                                Difference.of(wanted, MissingNode.getInstance()).stream(),
                                secrets(wanted, allSecrets(wanted, MissingNode.getInstance()), List.of()))
                        .toList());
        return write(result, () -> body(wanted, wanted.fields().deepCopy()).chain(body -> stock.create(wanted, body)));
    }

    private Uni<Result> change(Wanted wanted, JsonNode existing) {
        return differingSecrets(wanted, existing).chain(secrets -> change(wanted, existing, secrets));
    }

    private Uni<Result> change(Wanted wanted, JsonNode existing, List<String> secrets) {
        var set = StreamSupport.stream(existing.path("secrets_set").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        var difference = new ArrayList<FieldChange>(Difference.of(wanted, existing(wanted, existing)));
        secrets(wanted, secrets, set).forEach(difference::add);
        if (difference.isEmpty()) {
            return Uni.createFrom().item(Result.of(wanted, Outcome.UNCHANGED, List.of()));
        }
        return write(
                Result.of(wanted, Outcome.CHANGED, difference),
                () -> body(wanted, changes(wanted, existing, difference))
                        .chain(body -> stock.change(wanted, existing, body)));
    }

    /// A configuration is found by its model, whose name it does not tell.
    private static JsonNode existing(Wanted wanted, JsonNode existing) {
        if (wanted.kind() != Kind.CONFIGURATIONS || !(existing instanceof ObjectNode found)) {
            return existing;
        }
        var named = found.deepCopy();
        named.set(Wanted.MODEL_NAME, wanted.fields().path(Wanted.MODEL_NAME));
        return named;
    }

    /// Only what differs, so that what others wrote meanwhile stays; a configuration is replaced as a whole.
    private ObjectNode changes(Wanted wanted, JsonNode existing, List<FieldChange> difference) {
        var body = JsonNodeFactory.instance.objectNode();
        if (wanted.kind() == Kind.CONFIGURATIONS) {
            existing.properties().stream()
                    .filter(field -> known.takes(wanted.kind(), field.getKey())
                            || field.getKey().equals("model_id"))
                    .forEach(field -> body.set(field.getKey(), field.getValue()));
            return body.setAll(wanted.fields());
        }
        difference.stream()
                .map(change -> change.field().startsWith("config.") ? "config" : change.field())
                .forEach(field -> body.set(field, wanted.fields().path(field)));
        return body;
    }

    private Uni<ObjectNode> body(Wanted wanted, ObjectNode fields) {
        if (!fields.hasNonNull(Wanted.MODEL_NAME) || wanted.kind() != Kind.CONFIGURATIONS) {
            return Uni.createFrom().item(fields);
        }
        return stock.modelId(wanted).map(model -> {
            var id = model.orElseThrow(() -> new Refused("there is no model %s"
                    .formatted(fields.path(Wanted.MODEL_NAME).asText())));
            fields.remove(Wanted.MODEL_NAME);
            return fields.put("model_id", id);
        });
    }

    private Uni<List<String>> differingSecrets(Wanted wanted, JsonNode existing) {
        return allSecrets(wanted, existing).isEmpty()
                ? Uni.createFrom().item(List.of())
                : stock.compareSecrets(wanted)
                        .map(answer -> StreamSupport.stream(
                                        answer.path("differing").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList());
    }

    private static List<String> allSecrets(Wanted wanted, JsonNode existing) {
        return wanted.kind() == Kind.CHANNELS
                ? wanted.fields()
                        .path("config")
                        .propertyStream()
                        .map(setting -> setting.getKey())
                        .filter(setting -> Difference.isSecret(wanted, existing, setting))
                        .toList()
                : List.of();
    }

    private static Stream<FieldChange> secrets(Wanted wanted, List<String> differing, List<String> set) {
        return differing.stream()
                .map(setting -> FieldChange.ofSecret(
                        "config." + setting,
                        set.contains(setting),
                        wanted.fields().path("config").hasNonNull(setting)));
    }

    /// The same content is the same version, and uploads as such.
    private Uni<Result> dataset(Wanted wanted, Optional<JsonNode> found) {
        var content = DatasetContent.of(wanted);
        var before = found.<JsonNode>map(view -> view.path("sha256")).orElseGet(MissingNode::getInstance);
        var after = TextNode.valueOf(content.sha256());
        if (after.equals(before)) {
            return Uni.createFrom().item(Result.of(wanted, Outcome.UNCHANGED, List.of()));
        }
        var outcome = found.isPresent() ? Outcome.CHANGED : Outcome.CREATED;
        return write(
                Result.of(wanted, outcome, List.of(FieldChange.of("sha256", before, after))),
                () -> stock.upload(wanted, content.bytes(), content.mediaType()));
    }

    private Uni<Result> write(Result result, Write write) {
        return dryRun ? Uni.createFrom().item(result) : write.start().replaceWith(result);
    }

    private interface Write {
        Uni<JsonNode> start();
    }
}
