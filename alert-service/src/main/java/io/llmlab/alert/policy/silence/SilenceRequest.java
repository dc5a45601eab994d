package io.llmlab.alert.policy.silence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.Matching;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.trust.Actor;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A silence as a caller writes it. What is left out gets its default.
@JsonIgnoreProperties({"id", "status", "created_at", "updated_at"})
record SilenceRequest(
        @Schema(description = "All of them must fit; at least one must ask for something that an alert has")
        @NotEmpty
        @Size(max = 20)
        List<@NotNull AlertMatcher> matchers,

        @Schema(description = "Now, where it is left out") @Nullable
        Instant startsAt,

        @Schema(description = "At most a year from now") @NotNull
        Instant endsAt,

        @Schema(description = "anonymous, where it is left out") @Size(min = 1, max = 255)
        String createdBy,

        @Size(max = 2000) String comment) {

    private static final Duration LONGEST = Duration.ofDays(366);

    SilenceRequest {
        createdBy = createdBy == null ? Actor.or(Audit.ANONYMOUS) : createdBy;
        comment = comment == null ? "" : comment;
    }

    static SilenceRequest of(Silence silence) {
        return new SilenceRequest(
                silence.matchers(), silence.startsAt(), silence.endsAt(), silence.createdBy(), silence.comment());
    }

    void requireTimes(Instant now) {
        if (!Matching.narrows(matchers)) {
            throw Invalid.inBody(
                    "/matchers", "at least one must not fit the empty text: these would silence every alert");
        }
        if (!endsAt.isAfter(now)) {
            throw Invalid.inBody("/ends_at", "must be in the future, not %s".formatted(endsAt));
        }
        if (endsAt.isAfter(now.plus(LONGEST))) {
            throw Invalid.inBody("/ends_at", "must be within a year, not %s".formatted(endsAt));
        }
        if (startsAt != null && !startsAt.isBefore(endsAt)) {
            throw Invalid.inBody("/starts_at", "must be before ends_at, not %s".formatted(startsAt));
        }
    }
}
