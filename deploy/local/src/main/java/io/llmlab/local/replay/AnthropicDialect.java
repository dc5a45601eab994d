package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/// `POST /v1/messages` of Anthropic's API, version 2023-06-01.
record AnthropicDialect() implements Dialect {

    private record Block(String type, String text) {}

    private record Usage(long inputTokens, long outputTokens) {}

    private record Message(
            String id, String type, String role, String model, List<Block> content, String stopReason, Usage usage) {}

    @Override
    public JsonNode chat(JsonNode request) {
        if (request.path("max_tokens").asInt() < 1) {
            throw new IllegalArgumentException("max_tokens: Field required");
        }
        var chat = JsonNodeFactory.instance.objectNode();
        chat.set("model", request.path("model"));
        chat.set("stream", request.path("stream"));
        var messages = chat.putArray("messages");
        if (request.path("system").isTextual()) {
            messages.addObject().put("role", "system").set("content", request.path("system"));
        }
        request.path("messages").forEach(messages::add);
        return chat;
    }

    @Override
    public Object answer(ChatCompletion completion) {
        var usage = completion.usage();
        return new Message(
                completion.id().replace("chatcmpl-", "msg_"),
                "message",
                "assistant",
                completion.model(),
                List.of(new Block("text", completion.text())),
                "end_turn",
                new Usage(usage.promptTokens(), usage.completionTokens()));
    }

    @Override
    public Object error(Outcome.Refused refused) {
        return Map.of("type", "error", "error", Map.of("type", type(refused.status()), "message", refused.message()));
    }

    private static String type(int status) {
        return switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> "api_error";
        };
    }
}
