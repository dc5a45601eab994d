package io.llmlab.local.replay;

import java.util.List;

/// The body of an answer of `POST /v1/chat/completions`.
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        Usage usage,
        String systemFingerprint) {

    record Choice(int index, Message message, String finishReason) {}

    record Message(String role, String content) {}

    record Usage(long promptTokens, long completionTokens, long totalTokens) {}

    static List<Choice> saying(String text) {
        return List.of(new Choice(0, new Message("assistant", text), "stop"));
    }
}
