package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one API is asked, and how its answers are read, whole or in pieces. Without state; a new API is a bean of this
/// type and its name in [Api].
interface Protocol {

    Api api();

    /// What an answer is called, for messages.
    String answerName();

    /// Only what is set is in it: some models refuse parameters that others need.
    ObjectNode body(Endpoint endpoint, Prompt prompt, BenchmarkConfig config);

    /// What says who asks.
    Map<String, String> credentials(String key);

    /// Those of every request.
    default Map<String, String> headers() {
        return Map.of();
    }

    /// Changes body and address to those of a streamed answer.
    ///
    /// @return the address
    default String streamed(String url, ObjectNode body) {
        body.put("stream", true);
        return url;
    }

    /// Reads a whole answer; what is none is not [Hearing#understood].
    void read(JsonNode answer, Hearing hearing);

    /// Reads one event of a streamed answer.
    ///
    /// @param type of the event, where the stream names it
    void hear(@Nullable String type, JsonNode event, Hearing hearing);

    /// `error.message`, which all five have.
    default String reason(JsonNode error) {
        return error.path("error").path("message").asText("");
    }
}
