package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.run.BenchmarkConfig;
import java.util.Map;

/// What OpenAI's three APIs have in common.
final class OpenAi {

    private OpenAi() {}

    static Map<String, String> bearer(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    /// A body with the model and what the run says of sampling.
    static ObjectNode body(Endpoint endpoint, BenchmarkConfig config) {
        var body = JsonNodeFactory.instance.objectNode().put("model", endpoint.remoteName());
        if (config.temperature() != null) {
            body.put("temperature", config.temperature());
        }
        if (config.parameters() != null) {
            body.setAll(config.parameters());
        }
        return body;
    }

    /// The usage arrives only when it is asked for.
    static void streamWithUsage(ObjectNode body) {
        body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }

    /// What chat and plain completions say beside their choices.
    static void readCommon(JsonNode json, Hearing hearing) {
        hearing.model(json.path("model"));
        hearing.fingerprint(json.path("system_fingerprint"));
        var usage = json.path("usage");
        hearing.tokens(Hearing.count(usage.path("prompt_tokens")), Hearing.count(usage.path("completion_tokens")));
        hearing.hidden(Hearing.count(usage.at("/completion_tokens_details/reasoning_tokens")));
    }

    /// @param finish why a choice ended, or null while it goes on
    static void readFinish(JsonNode finish, Hearing hearing) {
        if (finish.isTextual()) {
            hearing.finish(finish);
            hearing.ended();
            if (finish.asText().equals("content_filter")) {
                hearing.refused();
            }
        }
    }

    /// An error in the middle of a stream; whether another try may do better is not said.
    static boolean readError(JsonNode event, Hearing hearing) {
        var error = event.path("error");
        if (!error.isObject()) {
            return false;
        }
        hearing.broken(
                "gave up in the middle of its stream (%s)"
                        .formatted(error.path("message").asText("")),
                true);
        return true;
    }
}
