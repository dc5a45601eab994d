package io.llmlab.local.replay;

import java.util.List;

/// The body of an answer of `POST /v1/chat/completions`, and what the other APIs' answers are made of.
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

    /// What the model says.
    String text() {
        return choices.getFirst().message().content();
    }

    static List<Choice> saying(String text) {
        return List.of(new Choice(0, new Message("assistant", text), "stop"));
    }
}
