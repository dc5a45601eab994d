package io.llmlab.runner.execute;

import org.jspecify.annotations.Nullable;

/// A model that judges the answers of another one.
///
/// @param key for the endpoint, or null where it needs none
record JudgeModel(
        Endpoint endpoint, Protocol protocol, @Nullable String key) {

    /// What tells it from others in a fingerprint: another model behind the same name judges otherwise.
    String identity() {
        return "%s (model %d)".formatted(endpoint.remoteName(), endpoint.modelId());
    }
}
