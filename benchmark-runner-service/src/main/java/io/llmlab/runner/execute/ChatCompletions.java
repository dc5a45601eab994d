package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST <base URL>/chat/completions`, as OpenAI's API reference has it and very many servers speak it.
@Singleton
final class ChatCompletions implements Protocol {

    @Override
    public Api api() {
        return Api.CHAT_COMPLETIONS;
    }

    @Override
    public String answerName() {
        return "chat completion";
    }

    @Override
    public Map<String, String> credentials(String key) {
        return OpenAi.bearer(key);
    }

    @Override
    public ObjectNode body(Endpoint endpoint, Prompt prompt, BenchmarkConfig config) {
        var body = OpenAi.body(endpoint, config);
        var messages = body.putArray("messages");
        prompt.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role()).put("content", message.content()));
        if (config.maxTokens() != null) {
            body.put("max_tokens", config.maxTokens());
        }
        if (config.maxCompletionTokens() != null) {
            body.put("max_completion_tokens", config.maxCompletionTokens());
        }
        return body;
    }

    @Override
    public String streamed(String url, ObjectNode body) {
        OpenAi.streamWithUsage(body);
        return url;
    }

    @Override
    public void read(JsonNode answer, Hearing hearing) {
        var choice = answer.path("choices").path(0);
        if (choice.path("message").isObject()) {
            hearing.understood();
            OpenAi.readCommon(answer, hearing);
            take(choice.path("message"), hearing);
            OpenAi.readFinish(choice.path("finish_reason"), hearing);
        }
    }

    @Override
    public void hear(@Nullable String type, JsonNode event, Hearing hearing) {
        if (OpenAi.readError(event, hearing) || !event.path("choices").isArray()) {
            return;
        }
        hearing.understood();
        OpenAi.readCommon(event, hearing);
        var choice = event.path("choices").path(0);
        take(choice.path("delta"), hearing);
        OpenAi.readFinish(choice.path("finish_reason"), hearing);
    }

    /// The text, of several parts all; of a refusal its words.
    private static void take(JsonNode message, Hearing hearing) {
        hearing.think(thought(message));
        var content = message.path("content");
        if (content.isArray()) {
            content.forEach(part -> hearing.say(part.path("text").asText("")));
        } else {
            hearing.say(content.asText(""));
        }
        if (message.path("refusal").isTextual()) {
            hearing.refuse(message.path("refusal").asText());
        }
    }

    /// Not OpenAI's own: servers of open models say it by the first of these names, newer vLLM by the other one.
    private static String thought(JsonNode message) {
        var thought = message.path("reasoning_content").asText("");
        return thought.isEmpty() ? message.path("reasoning").asText("") : thought;
    }
}
