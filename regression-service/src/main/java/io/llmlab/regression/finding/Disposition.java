package io.llmlab.regression.finding;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a person said of a finding.
@Embeddable
public class Disposition {

    /// What it turned out to be.
    public enum Kind {
        /// The new normal: it is there to stay.
        ACCEPTED,
        /// Nothing had changed.
        FALSE_ALARM
    }

    @Enumerated(EnumType.STRING)
    @Column(name = "disposition")
    private Kind kind;

    @Column(name = "disposed_by")
    private String by;

    @Column(name = "disposed_because")
    private @Nullable String reason;

    @Column(name = "disposed_at")
    private Instant at;

    protected Disposition() {} // for Hibernate

    Disposition(Kind kind, String by, @Nullable String reason, Instant at) {
        this.kind = kind;
        this.by = by;
        this.reason = reason;
        this.at = at;
    }

    Kind kind() {
        return kind;
    }

    String by() {
        return by;
    }

    @Nullable
    String reason() {
        return reason;
    }

    Instant at() {
        return at;
    }
}
