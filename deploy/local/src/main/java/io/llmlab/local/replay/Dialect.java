package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One of the APIs that the replay server speaks: how a request says its messages, and how an answer looks.
interface Dialect {

    Pattern GOOGLE = Pattern.compile("/v1beta/models/([^/]+):generateContent");

    /// @return empty: no API has this address
    static Optional<Dialect> of(String method, String path) {
        var google = GOOGLE.matcher(path);
        if (!method.equals("POST")) {
            return Optional.empty();
        }
        if (google.matches()) {
            return Optional.of(new GoogleDialect(google.group(1)));
        }
        return switch (path) {
            case "/v1/chat/completions" -> Optional.of(new OpenAiDialect());
            case "/v1/messages" -> Optional.of(new AnthropicDialect());
            default -> Optional.empty();
        };
    }

    /// The request as the chat completions API would have it.
    ///
    /// @throws IllegalArgumentException if the API would not take it
    JsonNode chat(JsonNode request);

    /// What becomes JSON as the API has it.
    Object answer(ChatCompletion completion);

    Object error(Outcome.Refused refused);

    /// The same in pieces, each of which becomes JSON; empty: the replay does not stream by this API.
    default List<Object> pieces(ChatCompletion completion) {
        return List.of();
    }
}
