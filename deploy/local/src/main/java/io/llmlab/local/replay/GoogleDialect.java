package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// `POST /v1beta/models/<model>:generateContent` of the Gemini API.
record GoogleDialect(String model) implements Dialect {

    @Override
    public JsonNode chat(JsonNode request) {
        var chat = JsonNodeFactory.instance.objectNode().put("model", model);
        var messages = chat.putArray("messages");
        if (request.path("systemInstruction").isObject()) {
            fill(messages.addObject().put("role", "system"), request.path("systemInstruction"));
        }
        for (var content : request.path("contents")) {
            var role = content.path("role").asText("user").equals("model") ? "assistant" : "user";
            fill(messages.addObject().put("role", role), content);
        }
        return chat;
    }

    private static void fill(ObjectNode message, JsonNode content) {
        message.set("content", content.path("parts"));
    }

    /// The names are the API's own, in camel case.
    @Override
    public Object answer(ChatCompletion completion) {
        var usage = completion.usage();
        var content = Map.of("role", "model", "parts", List.of(Map.of("text", completion.text())));
        return Map.of(
                "candidates",
                List.of(Map.of("content", content, "finishReason", "STOP", "index", 0)),
                "usageMetadata",
                Map.of(
                        "promptTokenCount",
                        usage.promptTokens(),
                        "candidatesTokenCount",
                        usage.completionTokens(),
                        "totalTokenCount",
                        usage.totalTokens()),
                "modelVersion",
                completion.model());
    }

    @Override
    public Object error(Outcome.Refused refused) {
        return Map.of(
                "error",
                Map.of("code", refused.status(), "message", refused.message(), "status", status(refused.status())));
    }

    private static String status(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            default -> "INTERNAL";
        };
    }
}
