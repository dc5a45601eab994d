package io.llmlab.runner.run;

import io.llmlab.platform.problem.DomainException.Conflict;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A person's word that a run is no evidence, as it is stored; a run without one has none of the columns.
@Embeddable
class Exclusion {

    private @Nullable String excludedBy;
    private @Nullable String excludedReason;
    private @Nullable Instant excludedAt;

    protected Exclusion() {} // for Hibernate

    Exclusion(String by, String reason, Instant at) {
        excludedBy = by;
        excludedReason = reason;
        excludedAt = at;
    }

    RunView.Excluded view() {
        return new RunView.Excluded(excludedBy, excludedReason, Objects.requireNonNull(excludedAt));
    }

    Conflict standsAlready(long runId) {
        return new Conflict("Run %d is excluded already, by %s: %s; include it first to say something else"
                .formatted(runId, excludedBy, excludedReason));
    }
}
