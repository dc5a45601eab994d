package io.llmlab.runner.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Pattern;

/// An answer as the one JSON value that it is (RFC 8259), with nothing before or behind it. A Markdown fence around
/// the whole is no part of the answer: models write it where nobody asked for it.
final class JsonAnswer {

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private static final Pattern FENCE = Pattern.compile("```(?:json|JSON)?[ \\t]*\\R(.*)\\R?```", Pattern.DOTALL);

    private JsonAnswer() {}

    static Optional<JsonNode> read(String answer) {
        var text = answer.strip();
        var fence = FENCE.matcher(text);
        try {
            var json = STRICT.readTree(fence.matches() ? fence.group(1) : text);
            return json.isMissingNode() ? Optional.empty() : Optional.of(json);
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
