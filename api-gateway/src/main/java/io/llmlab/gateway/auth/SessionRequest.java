package io.llmlab.gateway.auth;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The key that a session begins with.
record SessionRequest(
        @Schema(examples = "llmlab_x7Qf…") @NotBlank @Size(max = 500)
        String key) {

    /// Without the key: it may end up in a log.
    @Override
    public String toString() {
        return "SessionRequest[***]";
    }
}
