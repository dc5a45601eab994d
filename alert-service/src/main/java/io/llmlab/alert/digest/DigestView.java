package io.llmlab.alert.digest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// When a channel gets its digest, as clients read it.
@Schema(name = "Digest")
record DigestView(
        String cron,
        String timeZone,
        Instant nextAt,

        @Schema(description = "Up to when the last one told") @Nullable
        Instant lastAt) {

    static DigestView of(DigestPlan plan) {
        return new DigestView(plan.cron(), plan.timeZone(), plan.nextAt(), plan.lastAt());
    }
}
