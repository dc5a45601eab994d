package io.llmlab.gateway.auth;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A key at the one time at which it is shown.
record IssuedKey(
        @Schema(description = "Shown now and never again", examples = "llmlab_x7Qf…")
        String key,

        ApiKeyView apiKey) {

    /// Without the key: logs keep what they are given.
    @Override
    public String toString() {
        return "IssuedKey[apiKey=%s]".formatted(apiKey);
    }
}
