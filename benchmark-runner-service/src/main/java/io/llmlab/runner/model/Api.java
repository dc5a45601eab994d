package io.llmlab.runner.model;

/// The API that an endpoint speaks.
public enum Api {
    CHAT_COMPLETIONS("openai", "/chat/completions"),
    RESPONSES("openai", "/responses"),
    COMPLETIONS("openai", "/completions"),
    ANTHROPIC_MESSAGES("anthropic", "/messages"),
    GOOGLE_GENERATE_CONTENT("google", "/models/{model}:generateContent");

    private final String executor;
    private final String path;

    Api(String executor, String path) {
        this.executor = executor;
        this.path = path;
    }

    /// The name of the executor that speaks it.
    public String executor() {
        return executor;
    }

    /// What follows the base URL; `{model}` is the name the endpoint knows.
    public String path() {
        return path;
    }
}
