package io.llmlab.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Compares bodies with what an OpenAPI 3.1 document says of them. Where a schema lists properties, it lists all: one
/// that it does not have is wrong too.
public final class DescribedAnswers {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final ObjectNode document;
    private final Map<String, Schema> parsed = new ConcurrentHashMap<>();

    public DescribedAnswers(JsonNode document) {
        this.document = document.deepCopy();
        close(this.document);
    }

    /// What is wrong with an answer as it came: nothing where all is as described. Problem details may come with any
    /// status and from any path.
    ///
    /// @param path without a query
    /// @param mediaType of the answer; parameters such as the charset are ignored
    public List<String> wrongWith(String method, String path, int status, String mediaType, JsonNode body) {
        var place = "%s %s, %d".formatted(method, path, status);
        if (mediaType.startsWith("application/problem+json")) {
            return wrongWith(document.at("/components/schemas/Problem"), body, place);
        }
        return templateOf(method, path)
                .map(template -> {
                    var answers = operation(method, template).path("responses");
                    var media = mediaType.replaceFirst(";.*", "").strip();
                    var described = answers.path(Integer.toString(status))
                            .path("content")
                            .path(media);
                    if (described.isMissingNode()) {
                        return List.of("%s: answers of %s are not described".formatted(place, media));
                    }
                    var schema = described.path("schema");
                    // Of a document that follows a standard of its own, nothing more is said.
                    return schema.isMissingNode() ? List.<String>of() : wrongWith(schema, body, place);
                })
                .orElseGet(() -> List.of("%s: is not described".formatted(place)));
    }

    /// What is wrong with a body, by a schema of this document.
    ///
    /// @param place begins each sentence
    public List<String> wrongWith(JsonNode schema, JsonNode body, String place) {
        var wrong = new ArrayList<String>();
        parsed.computeIfAbsent(schema.toString(), _ -> parse(schema))
                .validate(body)
                .forEach(error ->
                        wrong.add("%s: %s %s".formatted(place, error.getInstanceLocation(), error.getMessage())));
        return wrong;
    }

    /// The document with its schemas closed, to take those from that are compared with.
    public JsonNode document() {
        return document;
    }

    private Schema parse(JsonNode schema) {
        var root = schema.<ObjectNode>deepCopy();
        root.set("components", document.path("components"));
        return REGISTRY.getSchema(root);
    }

    private JsonNode operation(String method, String template) {
        return document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    }

    /// The path of the document that fits with the fewest parameters.
    private Optional<String> templateOf(String method, String path) {
        return document.path("paths")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(template -> !operation(method, template).isMissingNode())
                .filter(template -> path.matches(template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+")))
                .min(Comparator.comparingLong(
                        template -> template.chars().filter(c -> c == '{').count()));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").toString().contains("\"object\"")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(DescribedAnswers::close);
    }
}
