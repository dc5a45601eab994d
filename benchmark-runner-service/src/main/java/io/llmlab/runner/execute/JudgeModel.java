package io.llmlab.runner.execute;

import java.util.TreeMap;
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

    /// Where it answers, and how it is asked. At another address, or by another API, it may be another model.
    String address() {
        var api = protocol.api();
        return "%s %s %s"
                .formatted(
                        api, endpoint.url(api), new TreeMap<>(endpoint.request().queryOrNone()));
    }
}
