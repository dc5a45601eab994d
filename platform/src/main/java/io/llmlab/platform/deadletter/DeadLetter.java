package io.llmlab.platform.deadletter;

import io.llmlab.platform.http.Keyset;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An event that a service could never process.
public record DeadLetter(
        @Schema(description = "Who could not process it: runner, regression, alert or gateway", examples = "runner")
        String service,

        @Schema(description = "Unique within the service", examples = "4")
        long id,

        @Schema(description = "When it was put aside", examples = "2026-11-29T14:03:11.204518Z")
        Instant at,

        @Schema(examples = "llmlab.run-requested.v1") String topic,
        @Schema(examples = "2") int partition,
        @Schema(examples = "17") long offset,
        @Nullable @Schema(examples = "7") String key,

        @Nullable
        @Schema(description = "Of the event; null without CloudEvents headers", examples = "/llmlab/regression")
        String source,

        @Nullable @Schema(examples = "812") String eventId,

        @Nullable @Schema(examples = "io.llmlab.run-requested.v1")
        String type,

        @Schema(
                description = "Why it could not be processed, the last time",
                examples = "runs must be greater than or equal to 1")
        String reason,

        @Schema(examples = "waiting") LetterState state,

        @Schema(description = "How often it was put back in vain", examples = "0")
        int attempts,

        @Nullable @Schema(examples = "2026-11-29T15:10:00Z") Instant settledAt,

        @Nullable @Schema(description = "Who replayed or discarded it", examples = "kim")
        String settledBy,

        @Schema(examples = "24") int payloadBytes,

        @Schema(description = "The first 4,000 bytes, as text", examples = "request 9 of 0 runs, no JSON")
        String payload) {

    /// Its place in the list of its service.
    public Keyset place() {
        return new Keyset(at, id);
    }
}
