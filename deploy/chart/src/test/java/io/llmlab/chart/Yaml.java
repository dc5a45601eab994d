package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// YAML as trees.
final class Yaml {

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    static JsonNode read(Path file) {
        return documents(Project.read(file)).getFirst();
    }

    /// Of a file all that are not empty.
    static List<JsonNode> documents(String text) {
        try (var parser = MAPPER.createParser(text)) {
            return MAPPER.readValues(parser, JsonNode.class).readAll().stream()
                    .filter(document -> document != null && document.isObject())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ObjectNode of(String text) {
        var documents = documents(text);
        return documents.isEmpty() ? MAPPER.createObjectNode() : (ObjectNode) documents.getFirst();
    }

    static void write(Path file, JsonNode tree) throws IOException {
        Files.writeString(file, text(tree));
    }

    static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /// As Helm lays values over each other: objects field by field, all else as a whole.
    static ObjectNode merged(ObjectNode below, JsonNode above) {
        var result = below.deepCopy();
        above.properties().forEach(field -> {
            var there = result.get(field.getKey());
            if (there instanceof ObjectNode object && field.getValue().isObject()) {
                result.set(field.getKey(), merged(object, field.getValue()));
            } else {
                result.set(field.getKey(), field.getValue());
            }
        });
        return result;
    }
}
