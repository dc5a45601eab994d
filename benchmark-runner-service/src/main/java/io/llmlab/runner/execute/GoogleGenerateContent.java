package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `POST <base URL>/models/<name>:generateContent`, and `:streamGenerateContent` where answers are streamed, as the
/// Gemini API's reference has it, version v1beta.
@Singleton
final class GoogleGenerateContent implements Protocol {

    /// Why a candidate ended of which the service withholds the text.
    private static final Set<String> REFUSALS =
            Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE");

    @Override
    public Api api() {
        return Api.GOOGLE_GENERATE_CONTENT;
    }

    @Override
    public String answerName() {
        return "generated content";
    }

    @Override
    public Map<String, String> credentials(String key) {
        return Map.of("x-goog-api-key", key);
    }

    @Override
    public ObjectNode body(Endpoint endpoint, Prompt prompt, BenchmarkConfig config) {
        var body = JsonNodeFactory.instance.objectNode();
        var system = prompt.instructions();
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").putArray("parts").addObject().put("text", system);
        }
        var contents = body.putArray("contents");
        for (var message : prompt.turns()) {
            contents.addObject()
                    .put("role", message.role().equals("assistant") ? "model" : "user")
                    .putArray("parts")
                    .addObject()
                    .put("text", message.content());
        }
        var generation = generation(config);
        if (!generation.isEmpty()) {
            body.set("generationConfig", generation);
        }
        return body;
    }

    private static ObjectNode generation(BenchmarkConfig config) {
        var generation = JsonNodeFactory.instance.objectNode();
        if (config.temperature() != null) {
            generation.put("temperature", config.temperature());
        }
        if (config.longestAnswer() != null) {
            generation.put("maxOutputTokens", config.longestAnswer());
        }
        if (config.parameters() != null) {
            generation.setAll(config.parameters());
        }
        return generation;
    }

    @Override
    public String streamed(String url, ObjectNode body) {
        return url.replace(":generateContent", ":streamGenerateContent") + "?alt=sse";
    }

    @Override
    public void read(JsonNode answer, Hearing hearing) {
        hear(null, answer, hearing);
    }

    @Override
    public void hear(@Nullable String type, JsonNode event, Hearing hearing) {
        if (OpenAi.readError(event, hearing)) {
            return;
        }
        var candidate = event.path("candidates").path(0);
        var blocked = event.path("promptFeedback").path("blockReason");
        if (!candidate.isObject()
                && !blocked.isTextual()
                && !event.path("usageMetadata").isObject()) {
            return;
        }
        hearing.understood();
        hearing.model(event.path("modelVersion"));
        usage(event.path("usageMetadata"), hearing);
        for (var part : candidate.path("content").path("parts")) {
            hearing.say(
                    part.path("thought").asBoolean() ? "" : part.path("text").asText(""));
        }
        end(candidate.path("finishReason"), hearing);
        if (blocked.isTextual()) {
            hearing.refused();
            hearing.finish(blocked);
            hearing.ended();
        }
    }

    private static void end(JsonNode reason, Hearing hearing) {
        if (reason.isTextual()) {
            hearing.finish(reason);
            hearing.ended();
            if (REFUSALS.contains(reason.asText())) {
                hearing.refused();
            }
        }
    }

    /// Thoughts are paid for as answers are.
    private static void usage(JsonNode usage, Hearing hearing) {
        var said = Hearing.count(usage.path("candidatesTokenCount"));
        var thought = usage.path("thoughtsTokenCount").asLong(0);
        hearing.hidden(Hearing.count(usage.path("thoughtsTokenCount")));
        hearing.tokens(
                Hearing.count(usage.path("promptTokenCount")),
                said == null && thought == 0 ? null : (said == null ? 0 : said) + thought);
    }
}
