package io.llmlab.formats;

import org.jspecify.annotations.Nullable;

/// @param name `lm-evaluation-harness`, `promptfoo`, `inspect_ai`, `openai-evals`, `bencher` or `chat-completions`
/// @param version null: the file does not say
public record Harness(String name, @Nullable String version) {}
