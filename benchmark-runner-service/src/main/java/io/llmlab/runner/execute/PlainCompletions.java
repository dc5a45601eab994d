package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.dataset.DatasetItem.Message;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `POST <base URL>/completions`, as OpenAI's API reference has it: a text is continued. Messages are put together
/// with an empty line between them, without their roles.
@Singleton
final class PlainCompletions implements Protocol {

    @Override
    public Api api() {
        return Api.COMPLETIONS;
    }

    @Override
    public String answerName() {
        return "completion";
    }

    @Override
    public Map<String, String> credentials(String key) {
        return OpenAi.bearer(key);
    }

    @Override
    public ObjectNode body(Endpoint endpoint, Prompt prompt, BenchmarkConfig config) {
        var body = OpenAi.body(endpoint, config);
        body.put("prompt", prompt.messages().stream().map(Message::content).collect(Collectors.joining("\n\n")));
        if (config.longestAnswer() != null) {
            body.put("max_tokens", config.longestAnswer());
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
        if (answer.path("choices").path(0).path("text").isTextual()) {
            take(answer, hearing);
        }
    }

    @Override
    public void hear(@Nullable String type, JsonNode event, Hearing hearing) {
        if (!OpenAi.readError(event, hearing) && event.path("choices").isArray()) {
            take(event, hearing);
        }
    }

    private static void take(JsonNode json, Hearing hearing) {
        hearing.understood();
        OpenAi.readCommon(json, hearing);
        var choice = json.path("choices").path(0);
        hearing.say(choice.path("text").asText(""));
        OpenAi.readFinish(choice.path("finish_reason"), hearing);
    }
}
