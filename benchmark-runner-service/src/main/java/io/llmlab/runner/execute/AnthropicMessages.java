package io.llmlab.runner.execute;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST <base URL>/messages`, as Anthropic's API reference has it, version 2023-06-01.
@Singleton
final class AnthropicMessages implements Protocol {

    private static final String VERSION = "2023-06-01";

    /// The API wants a limit; the largest that each of its models takes.
    private static final int LONGEST_ANSWER = 4096;

    @Override
    public Api api() {
        return Api.ANTHROPIC_MESSAGES;
    }

    @Override
    public String answerName() {
        return "message";
    }

    @Override
    public Map<String, String> credentials(String key) {
        return Map.of("x-api-key", key);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("anthropic-version", VERSION);
    }

    @Override
    public ObjectNode body(Endpoint endpoint, Prompt prompt, BenchmarkConfig config) {
        var body = JsonNodeFactory.instance.objectNode().put("model", endpoint.remoteName());
        body.put("max_tokens", requireNonNullElse(config.longestAnswer(), LONGEST_ANSWER));
        var system = prompt.instructions();
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        var messages = body.putArray("messages");
        prompt.turns()
                .forEach(message ->
                        messages.addObject().put("role", message.role()).put("content", message.content()));
        if (config.temperature() != null) {
            body.put("temperature", config.temperature());
        }
        if (config.parameters() != null) {
            body.setAll(config.parameters());
        }
        return body;
    }

    @Override
    public void read(JsonNode answer, Hearing hearing) {
        if (answer.path("content").isArray()) {
            hearing.understood();
            hearing.model(answer.path("model"));
            // Thinking and calls of tools are no part of the answer.
            answer.path("content")
                    .forEach(block -> hearing.say(block.path("text").asText("")));
            usage(answer.path("usage"), hearing);
            stop(answer.path("stop_reason"), hearing);
        }
    }

    @Override
    public void hear(@Nullable String type, JsonNode event, Hearing hearing) {
        switch (event.path("type").asText()) {
            case "message_start" -> {
                hearing.understood();
                hearing.model(event.path("message").path("model"));
                usage(event.path("message").path("usage"), hearing);
            }
            case "content_block_start" ->
                hearing.say(event.path("content_block").path("text").asText(""));
            case "content_block_delta" -> {
                hearing.think(event.path("delta").path("thinking").asText(""));
                hearing.say(event.path("delta").path("text").asText(""));
            }
            case "message_delta" -> {
                usage(event.path("usage"), hearing);
                stop(event.path("delta").path("stop_reason"), hearing);
            }
            case "message_stop" -> hearing.ended();
            case "error" ->
                hearing.broken(
                        "gave up in the middle of its stream (%s)"
                                .formatted(event.path("error").path("message").asText("")),
                        true);
            default -> {
                // A ping, the end of a block, or an event of a later version, which is to be ignored.
            }
        }
    }

    /// What was read from the cache or written to it is part of the question.
    private static void usage(JsonNode usage, Hearing hearing) {
        var plain = Hearing.count(usage.path("input_tokens"));
        var cached = usage.path("cache_read_input_tokens").asLong(0)
                + usage.path("cache_creation_input_tokens").asLong(0);
        hearing.tokens(plain == null ? null : plain + cached, Hearing.count(usage.path("output_tokens")));
    }

    private static void stop(JsonNode reason, Hearing hearing) {
        hearing.finish(reason);
        if (reason.asText("").equals("refusal")) {
            hearing.refused();
        }
    }
}
