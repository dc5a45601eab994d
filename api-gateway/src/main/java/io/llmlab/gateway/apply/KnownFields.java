package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.docs.SuiteDocument;
import io.llmlab.platform.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Which fields an object may have, and of which types: what the contract says of the request that makes one. So a
/// file that nobody understands whole changes nothing.
@ApplicationScoped
class KnownFields {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document;
    private final Map<Kind, JsonNode> schemas = new EnumMap<>(Kind.class);

    KnownFields(SuiteDocument document) {
        this.document = document.merged();
        for (var kind : Kind.values()) {
            schemas.put(kind, kind == Kind.DATASETS ? dataset() : request(kind));
        }
    }

    /// What does not fit.
    List<FieldError> problems(Wanted wanted, Tree tree) {
        var errors = new ArrayList<FieldError>();
        check(schemaOf(wanted.kind()), wanted.fields(), wanted.pointer(), wanted.line(), tree, errors);
        return errors;
    }

    /// The required fields that an object lacks, to be made anew.
    List<String> missing(Wanted wanted) {
        return StreamSupport.stream(schemaOf(wanted.kind()).path("required").spliterator(), false)
                .map(JsonNode::asText)
                .filter(field -> !wanted.fields().hasNonNull(field))
                .toList();
    }

    /// Whether the request that makes one can have the field.
    boolean takes(Kind kind, String field) {
        return schemaOf(kind).path("properties").has(field);
    }

    private JsonNode schemaOf(Kind kind) {
        return schemas.getOrDefault(kind, MissingNode.getInstance());
    }

    private void check(JsonNode written, JsonNode value, String pointer, int line, Tree tree, List<FieldError> errors) {
        var schema = resolved(written);
        if (value.isNull()) {
            return;
        }
        if (!isOfType(schema, value)) {
            errors.add(ManifestReader.error(
                    line, pointer, "must be of type " + schema.path("type").asText()));
        } else if (schema.path("enum").isArray() && !isIn(schema.path("enum"), value)) {
            errors.add(ManifestReader.error(line, pointer, "must be one of " + list(schema.path("enum"))));
        } else if (value.isObject() && schema.path("properties").isObject()) {
            checkFields(schema.path("properties"), value, pointer, tree, errors);
        } else if (value.isArray() && schema.has("items")) {
            for (var index = 0; index < value.size(); index++) {
                check(schema.path("items"), value.get(index), pointer + "/" + index, line, tree, errors);
            }
        }
    }

    private void checkFields(JsonNode properties, JsonNode value, String pointer, Tree tree, List<FieldError> errors) {
        var line = tree.lineOf(value);
        value.properties().forEach(field -> {
            var place = pointer + "/" + field.getKey();
            if (properties.has(field.getKey())) {
                check(properties.path(field.getKey()), field.getValue(), place, line, tree, errors);
            } else {
                errors.add(ManifestReader.error(
                        line, place, "there is no such field; there are " + String.join(", ", iterable(properties))));
            }
        });
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asText("");
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : schema;
    }

    private static boolean isOfType(JsonNode schema, JsonNode value) {
        return switch (schema.path("type").asText("")) {
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            // What has a type may be written by its type alone, as scorers are; whether it may, its owner knows.
            case "object" ->
                value.isObject()
                        || (value.isTextual() && schema.path("properties").has("type"));
            // None is said, or several are.
            default -> true;
        };
    }

    private static boolean isIn(JsonNode choices, JsonNode value) {
        return StreamSupport.stream(choices.spliterator(), false).anyMatch(value::equals);
    }

    private static String list(JsonNode choices) {
        return String.join(
                ", ",
                StreamSupport.stream(choices.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static List<String> iterable(JsonNode properties) {
        return properties.propertyStream().map(Map.Entry::getKey).toList();
    }

    /// Of configurations the model has a name instead of an id.
    private JsonNode request(Kind kind) {
        var body = document.path("paths").path(kind.path()).path("post").path("requestBody");
        var schema = resolved(body.path("content").path("application/json").path("schema"));
        if (!(schema instanceof ObjectNode found) || !found.path("properties").isObject()) {
            throw new IllegalStateException("The contract does not say what POST %s takes".formatted(kind.path()));
        }
        if (kind != Kind.CONFIGURATIONS) {
            return found;
        }
        var own = found.deepCopy();
        var properties = own.withObjectProperty("properties");
        properties.remove("model_id");
        properties.putObject(Wanted.MODEL_NAME).put("type", "string");
        return own;
    }

    private static JsonNode dataset() {
        var schema = JSON.objectNode();
        schema.putArray("required").add("name");
        var properties = schema.putObject("properties");
        properties.putObject("name").put("type", "string");
        properties.putObject("content").put("type", "string");
        properties
                .putObject("format")
                .put("type", "string")
                .putArray("enum")
                .add("jsonl")
                .add("json")
                .add("csv");
        properties.putObject("items").put("type", "array").putObject("items").put("type", "object");
        return schema;
    }
}
