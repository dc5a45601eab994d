package io.llmlab.chart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whether an API server would take an object: the schemas of Kubernetes and of the operators' resources
/// (src/test/resources/schemas/README.md says where they are from, and why 1.37 is not among them). Unknown fields are
/// errors, as with `kubectl apply --validate=strict`.
final class Schemas {

    /// The oldest that the chart's `kubeVersion` lets in, which is no longer supported, and two that are.
    static final List<String> VERSIONS = List.of("1.34", "1.35", "1.36");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private final Map<String, JsonNode> kubernetes = new HashMap<>();
    private final JsonNode operators = read("operators");
    private final Map<String, Schema> parsed = new HashMap<>();

    Schemas() {
        VERSIONS.forEach(version -> kubernetes.put(version, read("kubernetes-" + version)));
    }

    /// What is wrong, with the object's name; a type without a schema is wrong too.
    List<String> errors(JsonNode document) {
        var manifest = new Manifest(document);
        var errors = new ArrayList<String>();
        for (var version : VERSIONS) {
            var schema = schemaOf(version, manifest.type());
            schema.validate(document)
                    .forEach(error -> errors.add("%s %s, Kubernetes %s: %s %s"
                            .formatted(
                                    manifest.type(),
                                    manifest.name(),
                                    version,
                                    error.getInstanceLocation(),
                                    error.getMessage())));
        }
        return errors;
    }

    private Schema schemaOf(String version, String type) {
        return parsed.computeIfAbsent(version + " " + type, _ -> REGISTRY.getSchema(treeOf(version, type)));
    }

    private JsonNode treeOf(String version, String type) {
        if (operators.path("kinds").has(type)) {
            return operators.path("kinds").path(type);
        }
        var all = requireNonNull(kubernetes.get(version));
        if (!all.path("kinds").has(type)) {
            throw new AssertionError("There is no schema of " + type);
        }
        var schema = MAPPER.createObjectNode();
        schema.put("$ref", "#/definitions/" + all.path("kinds").path(type).asText());
        schema.set("definitions", all.path("definitions"));
        return schema;
    }

    private static JsonNode read(String name) {
        try (var stream = Schemas.class.getResourceAsStream("/schemas/" + name + ".json")) {
            return MAPPER.readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
