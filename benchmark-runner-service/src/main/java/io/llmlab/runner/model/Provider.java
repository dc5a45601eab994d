package io.llmlab.runner.model;

/// Who serves a model.
public enum Provider {
    OPENAI,
    ANTHROPIC,
    GOOGLE,
    LOCAL,
    CUSTOM
}
