package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// `POST /v1beta/models/<model>:generateContent` of the Gemini API, and `:streamGenerateContent?alt=sse`.
record GoogleDialect(String model, boolean streams) implements Dialect {

    @Override
    public JsonNode chat(JsonNode request) {
        var chat = JsonNodeFactory.instance.objectNode().put("model", model).put("stream", streams);
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

    @Override
    public Object answer(ChatCompletion completion) {
        return said(completion, completion.text(), true);
    }

    /// The reason of the end comes with the last word.
    @Override
    public List<Event> pieces(ChatCompletion completion) {
        var words = Dialect.words(completion);
        return IntStream.range(0, words.size())
                .mapToObj(index -> said(completion, words.get(index), index == words.size() - 1))
                .map(piece -> new Event(null, piece))
                .toList();
    }

    /// The names are the API's own, in camel case.
    private static Map<String, Object> said(ChatCompletion completion, String text, boolean last) {
        var usage = completion.usage();
        var candidate = new LinkedHashMap<String, Object>();
        candidate.put("content", Map.of("role", "model", "parts", List.of(Map.of("text", text))));
        if (last) {
            candidate.put("finishReason", "STOP");
        }
        candidate.put("index", 0);
        return Map.of(
                "candidates",
                List.of(candidate),
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
