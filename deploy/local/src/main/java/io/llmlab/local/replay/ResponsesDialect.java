package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `POST /v1/responses` of OpenAI's API.
record ResponsesDialect() implements Dialect {

    @Override
    public JsonNode chat(JsonNode request) {
        var chat = JsonNodeFactory.instance.objectNode();
        chat.set("model", request.path("model"));
        chat.set("stream", request.path("stream"));
        var messages = chat.putArray("messages");
        if (request.path("instructions").isTextual()) {
            messages.addObject().put("role", "system").set("content", request.path("instructions"));
        }
        var input = request.path("input");
        if (input.isTextual()) {
            messages.addObject().put("role", "user").set("content", input);
        } else {
            input.forEach(messages::add);
        }
        return chat;
    }

    @Override
    public Object answer(ChatCompletion completion) {
        var usage = completion.usage();
        var response = begun(completion, "completed");
        var text = Map.of("type", "output_text", "text", completion.text(), "annotations", List.of());
        response.put(
                "output",
                List.of(Map.of(
                        "type", "message", "status", "completed", "role", "assistant", "content", List.of(text))));
        response.put(
                "usage",
                Map.of(
                        "input_tokens", usage.promptTokens(),
                        "output_tokens", usage.completionTokens(),
                        "total_tokens", usage.totalTokens()));
        return response;
    }

    @Override
    public List<Event> pieces(ChatCompletion completion) {
        var events = new ArrayList<Event>();
        events.add(event("response.created", "response", begun(completion, "in_progress")));
        Dialect.words(completion).forEach(word -> events.add(event("response.output_text.delta", "delta", word)));
        events.add(event("response.output_text.done", "text", completion.text()));
        events.add(event("response.completed", "response", answer(completion)));
        return events;
    }

    private static Map<String, Object> begun(ChatCompletion completion, String status) {
        var response = new LinkedHashMap<String, Object>();
        response.put("id", completion.id().replace("chatcmpl-", "resp_"));
        response.put("object", "response");
        response.put("created_at", completion.created());
        response.put("status", status);
        response.put("model", completion.model());
        response.put("output", List.of());
        return response;
    }

    /// The type stands in the data too.
    private static Event event(String type, String name, Object value) {
        return new Event(type, Map.of("type", type, name, value));
    }

    @Override
    public Object error(Outcome.Refused refused) {
        return new OpenAiDialect().error(refused);
    }
}
