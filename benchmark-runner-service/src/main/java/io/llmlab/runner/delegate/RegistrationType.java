package io.llmlab.runner.delegate;

/// How an outside runner is spoken to.
enum RegistrationType {
    HTTP
}
