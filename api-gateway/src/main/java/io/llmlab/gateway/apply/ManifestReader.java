package io.llmlab.gateway.apply;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.Malformed;
import io.llmlab.platform.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Reads a file, and refuses it as a whole where anything of it is not understood.
@ApplicationScoped
class ManifestReader {

    private static final int MOST_OBJECTS = 1_000;
    private static final int MOST_ERRORS = 20;

    /// Trailing text would be half a file.
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);

    private final KnownFields known;

    ManifestReader(KnownFields known) {
        this.known = known;
    }

    /// @return the objects in the order in which they are applied
    /// @throws Malformed what is no JSON or YAML
    /// @throws Invalid everything that is not understood, with line and pointer
    List<Wanted> read(byte[] body, boolean yaml) {
        var text = text(body);
        var trees = yaml ? YamlTrees.read(text) : List.of(json(text));
        var errors = new ArrayList<FieldError>();
        var wanted = trees.stream()
                .filter(tree -> !tree.root().isNull())
                .flatMap(tree -> objects(tree, errors).stream())
                .sorted(Comparator.comparing(Wanted::kind))
                .toList();
        refuseTwice(wanted, errors);
        if (wanted.isEmpty() && errors.isEmpty()) {
            errors.add(FieldError.inBody("", "describes nothing; it can have " + Kind.names()));
        }
        if (wanted.size() > MOST_OBJECTS) {
            errors.add(FieldError.inBody("", "describes more than %d objects".formatted(MOST_OBJECTS)));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors.stream().limit(MOST_ERRORS).toList());
        }
        return wanted;
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new Malformed("The file is not in UTF-8");
        }
    }

    private static Tree json(String text) {
        try {
            return new Tree(JSON.readTree(text), Map.of());
        } catch (JsonProcessingException broken) {
            var at = broken.getLocation();
            throw new Malformed("line %s: this is no JSON: %s"
                    .formatted(at == null ? "?" : at.getLineNr(), broken.getOriginalMessage()));
        }
    }

    private List<Wanted> objects(Tree tree, List<FieldError> errors) {
        var wanted = new ArrayList<Wanted>();
        if (!tree.root().isObject()) {
            errors.add(FieldError.inBody("", "a document must be an object with the keys " + Kind.names()));
        }
        tree.root().properties().forEach(entry -> {
            var kind = Kind.named(entry.getKey());
            if (kind.isEmpty()) {
                errors.add(error(
                        tree.lineOfEntry(entry.getValue()),
                        "/" + entry.getKey(),
                        "there is no such kind; there are " + Kind.names()));
            } else if (!entry.getValue().isArray()) {
                errors.add(error(tree.lineOfEntry(entry.getValue()), "/" + entry.getKey(), "must be a list"));
            } else {
                wanted.addAll(ofKind(kind.get(), tree, entry.getValue(), errors));
            }
        });
        return wanted;
    }

    private List<Wanted> ofKind(Kind kind, Tree tree, JsonNode list, List<FieldError> errors) {
        var wanted = new ArrayList<Wanted>();
        for (var index = 0; index < list.size(); index++) {
            var pointer = "/%s/%d".formatted(kind.wire(), index);
            if (list.get(index) instanceof ObjectNode fields) {
                wanted.add(named(kind, tree, pointer, fields, errors));
            } else {
                errors.add(error(tree.lineOf(list), pointer, "must be an object"));
            }
        }
        return wanted;
    }

    private Wanted named(Kind kind, Tree tree, String pointer, ObjectNode fields, List<FieldError> errors) {
        var one = new Wanted(kind, Wanted.nameOf(kind, fields), pointer, tree.lineOf(fields), fields);
        if (one.name().isBlank()) {
            errors.add(error(
                    one.line(),
                    pointer,
                    kind == Kind.CONFIGURATIONS
                            ? "must have method, metric_type and metric_name"
                            : "must have a %s, which names it".formatted(kind.identity())));
        }
        known.problems(one, tree).forEach(errors::add);
        return one;
    }

    private static void refuseTwice(List<Wanted> wanted, List<FieldError> errors) {
        var seen = new HashSet<String>();
        for (var one : wanted) {
            if (!one.name().isBlank() && !seen.add(one.kind() + " " + one.name())) {
                errors.add(error(one.line(), one.pointer(), "%s is described twice".formatted(one.name())));
            }
        }
    }

    static FieldError error(int line, String pointer, String detail) {
        return FieldError.inBody(pointer, line > 0 ? "line %d: %s".formatted(line, detail) : detail);
    }
}
