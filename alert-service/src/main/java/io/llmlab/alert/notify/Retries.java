package io.llmlab.alert.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a delivery is tried again: exponential back-off with full jitter on its upper half, never sooner than
/// the receiver asked for.
///
/// Source: M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog (2015).
record Retries(Duration first, Duration slowest, int maxAttempts, Duration giveUpAfter) {

    private static final int LARGEST_EXPONENT = 30;

    /// No receiver can put a delivery off for longer at once.
    private static final Duration LONGEST_ASKED = Duration.ofDays(1);

    /// What follows a failed attempt.
    sealed interface Next {
        /// @param asked whether the receiver asked for the wait
        /// @param remark what a person should know of it, or null
        record Again(
                Duration after, boolean asked, @Nullable String remark) implements Next {}

        record GivenUp(String why) implements Next {}
    }

    static Retries of(DeliveryConfig config) {
        return new Retries(config.firstRetry(), config.slowestRetry(), config.maxAttempts(), config.giveUpAfter());
    }

    /// @param attempts how many there were, at least 1
    /// @param age how long ago the delivery was tried first, or the last wait ended that the receiver asked for
    /// @param asked the receiver's `Retry-After`, or null
    Next after(int attempts, Duration age, @Nullable Duration asked, RandomGenerator random) {
        if (attempts >= maxAttempts) {
            return new Next.GivenUp("given up after %d attempts".formatted(attempts));
        }
        var wait = backOff(attempts, random);
        if (asked != null && asked.compareTo(wait) > 0) {
            return asked(asked);
        }
        if (age.plus(wait).compareTo(giveUpAfter) > 0) {
            return new Next.GivenUp("given up after %d minutes".formatted(age.toMinutes()));
        }
        return new Next.Again(wait, false, null);
    }

    /// However long the delivery has been tried: who asks for a wait is there.
    private static Next asked(Duration asked) {
        return asked.compareTo(LONGEST_ASKED) > 0
                ? new Next.Again(
                        LONGEST_ASKED,
                        true,
                        "the receiver asked for %d hours and is left alone for %d"
                                .formatted(asked.toHours(), LONGEST_ASKED.toHours()))
                : new Next.Again(asked, true, null);
    }

    private Duration backOff(int attempts, RandomGenerator random) {
        var doubled = first.toMillis() * (double) (1L << Math.min(attempts - 1, LARGEST_EXPONENT));
        var longest = Math.min(doubled, slowest.toMillis());
        return Duration.ofMillis((long) (longest * (0.5 + random.nextDouble() / 2)));
    }
}
