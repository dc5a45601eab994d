package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One of the APIs that the replay server speaks: how a request says its messages, and how an answer looks.
interface Dialect {

    Pattern GOOGLE = Pattern.compile("/v1beta/models/([^/]+):(generateContent|streamGenerateContent)");

    /// One server-sent event.
    ///
    /// @param type null: the API's events are not named
    /// @param data becomes JSON
    record Event(@Nullable String type, Object data) {}

    /// @return empty: no API has this address
    static Optional<Dialect> of(String method, String path) {
        var google = GOOGLE.matcher(path);
        if (!method.equals("POST")) {
            return Optional.empty();
        }
        if (google.matches()) {
            return Optional.of(
                    new GoogleDialect(google.group(1), google.group(2).equals("streamGenerateContent")));
        }
        return switch (path) {
            case "/v1/chat/completions" -> Optional.of(new OpenAiDialect());
            case "/v1/responses" -> Optional.of(new ResponsesDialect());
            case "/v1/completions" -> Optional.of(new CompletionsDialect());
            case "/v1/messages" -> Optional.of(new AnthropicDialect());
            default -> Optional.empty();
        };
    }

    /// The request as the chat completions API would have it, which says with `stream` whether it wants pieces.
    ///
    /// @throws IllegalArgumentException if the API would not take it
    JsonNode chat(JsonNode request);

    /// What becomes JSON as the API has it.
    Object answer(ChatCompletion completion);

    Object error(Outcome.Refused refused);

    /// The same in pieces, word by word.
    List<Event> pieces(ChatCompletion completion);

    /// What stands behind the last piece.
    default String end() {
        return "";
    }

    /// The words of a text, each with the space behind it.
    static List<String> words(ChatCompletion completion) {
        return List.of(completion.text().split("(?<= )"));
    }
}
