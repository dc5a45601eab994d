package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// `POST /v1/chat/completions` of OpenAI's API.
record OpenAiDialect() implements Dialect {

    private record ApiError(String message, String code) {}

    @Override
    public JsonNode chat(JsonNode request) {
        return request;
    }

    @Override
    public Object answer(ChatCompletion completion) {
        return completion;
    }

    @Override
    public Object error(Outcome.Refused refused) {
        return Map.of("error", new ApiError(refused.message(), refused.code()));
    }
}
