package io.llmlab.regression.series;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The last days, as callers ask for them.
///
/// @param days 1 to 365
public record Period(int days) {

    private static final int MOST = 365;

    /// @param days the query parameter `days_back`, or null
    public static Period back(@Nullable Integer days, int usual) {
        if (days == null) {
            return new Period(usual);
        }
        if (days < 1 || days > MOST) {
            throw Invalid.inParameter("days_back", "must be 1 to %d, not %d".formatted(MOST, days));
        }
        return new Period(days);
    }

    public Instant start(Clock clock) {
        return clock.instant().minus(Duration.ofDays(days));
    }
}
