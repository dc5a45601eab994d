package io.llmlab.runner.delegate;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// A run that was given to an outside runner, with the settings of that moment.
///
/// @param acknowledged whether the outside runner has it
record Delegation(
        long id,
        long runId,
        Instant runAt,
        String executorName,
        String url,
        String secretRef,
        Duration heartbeat,
        Duration requestTimeout,
        boolean acknowledged) {

    /// The same for each try to hand it over, so that the outside runner knows a repeat.
    String webhookId() {
        return "run_%d_%d".formatted(runId, id);
    }

    OffsetDateTime runTime() {
        return runAt.atOffset(ZoneOffset.UTC);
    }
}
