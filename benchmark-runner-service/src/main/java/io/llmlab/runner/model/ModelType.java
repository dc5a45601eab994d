package io.llmlab.runner.model;

/// What a model does with a request.
public enum ModelType {
    CHAT,
    COMPLETION,
    EMBEDDING
}
