package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST /v1/messages` of Anthropic's API, version 2023-06-01.
record AnthropicDialect() implements Dialect {

    private record Block(String type, String text) {}

    private record Usage(long inputTokens, long outputTokens) {}

    private record Message(
            String id,
            String type,
            String role,
            String model,
            List<Block> content,
            @Nullable String stopReason,
            Usage usage) {}

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
                id(completion),
                "message",
                "assistant",
                completion.model(),
                List.of(new Block("text", completion.text())),
                "end_turn",
                new Usage(usage.promptTokens(), usage.completionTokens()));
    }

    @Override
    public List<Event> pieces(ChatCompletion completion) {
        var usage = completion.usage();
        var events = new ArrayList<Event>();
        events.add(event("message_start", Map.of("message", begun(completion))));
        events.add(
                event("content_block_start", Map.of("index", 0, "content_block", Map.of("type", "text", "text", ""))));
        for (var word : Dialect.words(completion)) {
            events.add(event(
                    "content_block_delta", Map.of("index", 0, "delta", Map.of("type", "text_delta", "text", word))));
        }
        events.add(event("content_block_stop", Map.of("index", 0)));
        events.add(event(
                "message_delta",
                Map.of(
                        "delta",
                        Map.of("stop_reason", "end_turn"),
                        "usage",
                        Map.of("output_tokens", usage.completionTokens()))));
        events.add(event("message_stop", Map.of()));
        return events;
    }

    /// The message before its first word.
    private static Message begun(ChatCompletion completion) {
        var usage = new Usage(completion.usage().promptTokens(), 1);
        return new Message(id(completion), "message", "assistant", completion.model(), List.of(), null, usage);
    }

    /// The type stands in the data too.
    private static Event event(String type, Map<String, Object> data) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("type", type);
        whole.putAll(data);
        return new Event(type, whole);
    }

    private static String id(ChatCompletion completion) {
        return completion.id().replace("chatcmpl-", "msg_");
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
