package io.llmlab.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeSet;

/// Describes how operations fail: with problem details, which are the same for all, each status with one example.
final class ProblemAnswers {

    private static final Map<String, String> MEANINGS = Map.of(
            "400", "The body cannot be read",
            "401", "A key is asked for, or this one is not valid",
            "403", "The key has not the scope for this",
            "404", "There is no such thing",
            "422", "A value does not fit; nothing was stored",
            "429", "Too many requests; Retry-After says when to come again",
            "503", "Who answers this is away; Retry-After says when to come again");

    private final ObjectNode components;

    /// @param components the schema of problem details, and examples such as `Problem404`
    ProblemAnswers(ObjectNode components) {
        this.components = components;
    }

    void addTo(ObjectNode document) {
        for (var section : components.properties()) {
            document.withObjectProperty("components")
                    .withObjectProperty(section.getKey())
                    .setAll((ObjectNode) section.getValue());
        }
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (operation.getValue() instanceof ObjectNode described && described.has("responses")) {
                    describe(path.getKey(), described);
                }
            }
        }
    }

    private void describe(String path, ObjectNode operation) {
        var responses = operation.withObjectProperty("responses");
        for (var status : expected(path, operation)) {
            var response = responses.withObjectProperty(status);
            if (!response.has("description")) {
                response.put("description", MEANINGS.get(status));
            }
        }
        responses.properties().stream()
                .filter(response -> response.getKey().compareTo("400") >= 0)
                .filter(response -> response.getValue().path("content").isEmpty())
                .forEach(response -> explain(response.getKey(), (ObjectNode) response.getValue()));
    }

    private static TreeSet<String> expected(String path, ObjectNode operation) {
        var expected = new TreeSet<String>();
        if (path.contains("{")) {
            expected.add("404");
        }
        if (operation.has("requestBody")) {
            expected.add("400");
        }
        if (operation.has("requestBody") || !operation.path("parameters").isEmpty()) {
            expected.add("422");
        }
        if (!operation.path("security").isEmpty()) {
            expected.addAll(MEANINGS.keySet().stream()
                    .filter(status -> !status.equals("400") && !status.equals("404") && !status.equals("422"))
                    .toList());
        }
        return expected;
    }

    private void explain(String status, ObjectNode response) {
        var media = response.withObjectProperty("content").putObject("application/problem+json");
        media.putObject("schema").put("$ref", "#/components/schemas/Problem");
        JsonNode example = components.path("examples").path("Problem" + status);
        if (!example.isMissingNode()) {
            media.putObject("examples").putObject("problem").put("$ref", "#/components/examples/Problem" + status);
        }
    }
}
