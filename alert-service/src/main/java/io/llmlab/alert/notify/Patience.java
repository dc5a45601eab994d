package io.llmlab.alert.notify;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a receiver may take to answer, by a channel's setting `timeout`.
public final class Patience {

    private static final Duration DEFAULT = Duration.ofSeconds(10);
    private static final int LONGEST_SECONDS = 50;

    private Patience() {}

    /// @param seconds 1 to 50, or null for the default
    /// @throws Invalid at `/timeout` where it is outside of that
    public static void require(@Nullable Integer seconds) {
        if (seconds != null && (seconds < 1 || seconds > LONGEST_SECONDS)) {
            throw Invalid.inBody("/timeout", "must be 1 to %d seconds".formatted(LONGEST_SECONDS));
        }
    }

    /// @param seconds null: 10
    public static Duration of(@Nullable Integer seconds) {
        return seconds == null ? DEFAULT : Duration.ofSeconds(seconds);
    }
}
