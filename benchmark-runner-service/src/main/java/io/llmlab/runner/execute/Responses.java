package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST <base URL>/responses`, as OpenAI's API reference has it.
@Singleton
final class Responses implements Protocol {

    @Override
    public Api api() {
        return Api.RESPONSES;
    }

    @Override
    public String answerName() {
        return "response";
    }

    @Override
    public Map<String, String> credentials(String key) {
        return OpenAi.bearer(key);
    }

    @Override
    public ObjectNode body(Endpoint endpoint, Prompt prompt, BenchmarkConfig config) {
        var body = OpenAi.body(endpoint, config);
        var input = body.putArray("input");
        prompt.messages()
                .forEach(
                        message -> input.addObject().put("role", message.role()).put("content", message.content()));
        if (config.longestAnswer() != null) {
            body.put("max_output_tokens", config.longestAnswer());
        }
        return body;
    }

    @Override
    public void read(JsonNode answer, Hearing hearing) {
        if (!answer.path("output").isArray()) {
            return;
        }
        hearing.understood();
        for (var item : answer.path("output")) {
            for (var part : item.path("content")) {
                take(part, hearing);
            }
        }
        close(answer, hearing);
    }

    private static void take(JsonNode part, Hearing hearing) {
        switch (part.path("type").asText()) {
            case "output_text" -> hearing.say(part.path("text").asText(""));
            case "refusal" -> hearing.refuse(part.path("refusal").asText(""));
            default -> {
                // Reasoning and calls of tools are no part of the answer.
            }
        }
    }

    @Override
    public void hear(@Nullable String type, JsonNode event, Hearing hearing) {
        switch (event.path("type").asText()) {
            case "response.created" -> {
                hearing.understood();
                hearing.model(event.path("response").path("model"));
            }
            case "response.output_text.delta" -> hearing.say(event.path("delta").asText(""));
            case "response.refusal.delta" -> hearing.refuse(event.path("delta").asText(""));
            case "response.completed", "response.incomplete", "response.failed" -> {
                hearing.understood();
                close(event.path("response"), hearing);
            }
            case "error" -> broken(event.path("message").asText(""), hearing);
            default -> {
                // The stream has some fifty events, most of them about tools.
            }
        }
    }

    /// What a response says at its end, streamed or not.
    private static void close(JsonNode response, Hearing hearing) {
        hearing.ended();
        hearing.model(response.path("model"));
        var usage = response.path("usage");
        hearing.tokens(Hearing.count(usage.path("input_tokens")), Hearing.count(usage.path("output_tokens")));
        hearing.hidden(Hearing.count(usage.at("/output_tokens_details/reasoning_tokens")));
        var reason = response.path("incomplete_details").path("reason");
        hearing.finish(reason.isTextual() ? reason : response.path("status"));
        if (reason.asText("").equals("content_filter")) {
            hearing.refused();
        }
        if (response.path("status").asText("").equals("failed")) {
            broken(response.path("error").path("message").asText(""), hearing);
        }
    }

    private static void broken(String message, Hearing hearing) {
        hearing.broken("gave up in the middle of its answer (%s)".formatted(message), true);
    }
}
