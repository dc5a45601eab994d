package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST /v1/chat/completions` of OpenAI's API.
record OpenAiDialect() implements Dialect {

    private record ApiError(String message, String code) {}

    private record Piece(
            int index, Map<String, String> delta, @Nullable String finishReason) {}

    private record Chunk(
            String id,
            String object,
            long created,
            String model,
            List<Piece> choices,
            ChatCompletion.@Nullable Usage usage,
            String systemFingerprint) {}

    @Override
    public JsonNode chat(JsonNode request) {
        return request;
    }

    @Override
    public Object answer(ChatCompletion completion) {
        return completion;
    }

    /// With the usage at the end.
    @Override
    public List<Event> pieces(ChatCompletion completion) {
        var pieces = new ArrayList<Event>();
        for (var word : Dialect.words(completion)) {
            pieces.add(chunk(completion, List.of(new Piece(0, Map.of("content", word), null)), null));
        }
        pieces.add(chunk(completion, List.of(new Piece(0, Map.of(), "stop")), null));
        pieces.add(chunk(completion, List.of(), completion.usage()));
        return pieces;
    }

    @Override
    public String end() {
        return "data: [DONE]\n\n";
    }

    private static Event chunk(ChatCompletion completion, List<Piece> choices, ChatCompletion.@Nullable Usage usage) {
        var chunk = new Chunk(
                completion.id(),
                "chat.completion.chunk",
                completion.created(),
                completion.model(),
                choices,
                usage,
                completion.systemFingerprint());
        return new Event(null, chunk);
    }

    @Override
    public Object error(Outcome.Refused refused) {
        return Map.of("error", new ApiError(refused.message(), refused.code()));
    }
}
