package io.llmlab.alert.policy.silence;

import io.llmlab.alert.policy.AlertMatcher;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A silence as it is kept.
@Schema(name = "Silence")
record SilenceView(
        long id,
        SilenceStatus status,
        List<AlertMatcher> matchers,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Instant createdAt,
        Instant updatedAt) {

    static SilenceView of(Silence silence, Instant now) {
        return new SilenceView(
                silence.id(),
                silence.statusAt(now),
                silence.matchers(),
                silence.startsAt(),
                silence.endsAt(),
                silence.createdBy(),
                silence.comment(),
                silence.createdAt(),
                silence.updatedAt());
    }
}
