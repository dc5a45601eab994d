package io.llmlab.platform.audit;

import io.llmlab.platform.http.Keyset;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Who changed what.
public record AuditEntry(
        @Schema(description = "Whose it is: runner, regression, alert or gateway", examples = "runner")
        String service,

        @Schema(description = "Unique within the service", examples = "93")
        long id,

        @Schema(examples = "2026-11-29T14:03:11.204518Z") Instant at,

        @Schema(
                description = "The name of the API key; `key for other` where the request named another one",
                examples = "ci of team a")
        String actor,

        @Schema(description = "A verb in the past tense", examples = "paused")
        String action,

        @Schema(examples = "job nightly") String subject) {

    /// Its place in the list of its service.
    public Keyset place() {
        return new Keyset(at, id);
    }
}
