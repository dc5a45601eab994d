package io.llmlab.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Finds components that several documents call the same and mean differently, directly or by what they refer to.
final class ComponentConflicts {

    private static final String ROOT = "#/components/";

    private final Collection<ObjectNode> documents;

    ComponentConflicts(Collection<ObjectNode> documents) {
        this.documents = documents;
    }

    /// References of the conflicting components, such as `#/components/schemas/Finding`.
    Set<String> find() {
        var conflicts = new HashSet<String>();
        var meanings = new HashMap<String, Set<JsonNode>>();
        for (var document : documents) {
            componentsOf(document)
                    .forEach((reference, meaning) -> meanings.computeIfAbsent(reference, _ -> new HashSet<>())
                            .add(unordered(meaning)));
        }
        meanings.forEach((reference, different) -> {
            if (different.size() > 1) {
                conflicts.add(reference);
            }
        });
        var shared = new HashSet<>(meanings.keySet());
        while (shared.removeIf(reference ->
                meanings.getOrDefault(reference, Set.of()).stream().anyMatch(meaning -> refersToAny(meaning, conflicts))
                        && conflicts.add(reference))) {
            // Each round may show another one that refers to what the last round found.
        }
        return conflicts;
    }

    /// The document with the prefix before the names of the given components, where they are defined and referred to.
    static ObjectNode rename(ObjectNode document, Set<String> references, String prefix) {
        var renamed = document.deepCopy();
        for (var section : renamed.path("components").properties()) {
            var components = (ObjectNode) section.getValue();
            for (var name : components.propertyStream().map(Map.Entry::getKey).toList()) {
                if (references.contains(ROOT + section.getKey() + "/" + name)) {
                    components.set(prefix + name, components.remove(name));
                }
            }
        }
        rewrite(renamed, references, prefix);
        return renamed;
    }

    private static void rewrite(JsonNode node, Set<String> references, String prefix) {
        if (node instanceof ObjectNode object
                && object.get("$ref") instanceof TextNode reference
                && references.contains(reference.asText())) {
            var text = reference.asText();
            var name = text.lastIndexOf('/') + 1;
            object.put("$ref", text.substring(0, name) + prefix + text.substring(name));
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(child -> rewrite(child, references, prefix));
        }
    }

    /// The order of an enumeration's values says nothing.
    private static JsonNode unordered(JsonNode meaning) {
        var copy = meaning.<JsonNode>deepCopy();
        if (copy.get("enum") instanceof ArrayNode values) {
            var sorted = values.valueStream()
                    .sorted(Comparator.comparing(JsonNode::asText))
                    .toList();
            values.removeAll().addAll(sorted);
        }
        return copy;
    }

    private static boolean refersToAny(JsonNode node, Set<String> references) {
        if (node.isTextual()) {
            return references.contains(node.asText());
        }
        for (var child : node) {
            if (refersToAny(child, references)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, JsonNode> componentsOf(ObjectNode document) {
        var components = new HashMap<String, JsonNode>();
        for (var section : document.path("components").properties()) {
            for (var component : section.getValue().properties()) {
                components.put(ROOT + section.getKey() + "/" + component.getKey(), component.getValue());
            }
        }
        return components;
    }
}
