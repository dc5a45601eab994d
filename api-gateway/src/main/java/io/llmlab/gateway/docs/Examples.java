package io.llmlab.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/// What each operation is asked and answers, as it was seen: each service keeps its own in `contract/examples.json`, by
/// `operationId`, then `request` or the status of the response, then media type.
final class Examples {

    private final Collection<ObjectNode> services;

    Examples(Collection<ObjectNode> services) {
        this.services = services;
    }

    void addTo(ObjectNode document) {
        for (var path : document.path("paths")) {
            for (var operation : path) {
                var name = operation.path("operationId").asText();
                services.stream()
                        .filter(examples -> examples.has(name))
                        .forEach(examples -> addTo(operation, examples.path(name)));
            }
        }
    }

    private static void addTo(JsonNode operation, JsonNode examples) {
        addToContent(operation.path("requestBody"), examples.path("request"));
        for (var response : examples.path("responses").properties()) {
            addToContent(operation.path("responses").path(response.getKey()), response.getValue());
        }
    }

    private static void addToContent(JsonNode body, JsonNode examples) {
        for (var example : examples.properties()) {
            if (body.path("content").get(example.getKey()) instanceof ObjectNode media) {
                media.set("example", example.getValue());
            }
        }
    }
}
