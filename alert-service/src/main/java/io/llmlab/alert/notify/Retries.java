package io.llmlab.alert.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a delivery is tried again: exponential back-off with full jitter on its upper half, never sooner than the
/// receiver asked for.
///
/// Source: M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog (2015).
record Retries(Duration first, Duration slowest, int maxAttempts, Duration giveUpAfter) {

    private static final int LARGEST_EXPONENT = 30;

    /// No receiver can put a delivery off for longer at once.
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    /// What follows a failed attempt.
    sealed interface Next {
        record Again(Duration after) implements Next {}

        record GivenUp(String why) implements Next {}
    }

    static Retries of(DeliveryConfig config) {
        return new Retries(config.firstRetry(), config.slowestRetry(), config.maxAttempts(), config.giveUpAfter());
    }

    /// @param attempts how many there were, at least 1
    /// @param age how long ago the delivery was asked for
    /// @param asked the receiver's `Retry-After`, or null
    Next after(int attempts, Duration age, @Nullable Duration asked, RandomGenerator random) {
        if (attempts >= maxAttempts) {
            return new Next.GivenUp("given up after %d attempts".formatted(attempts));
        }
        var wait = backOff(attempts, random);
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
        }
        if (age.plus(wait).compareTo(giveUpAfter) > 0) {
            return new Next.GivenUp("given up after %d minutes".formatted(age.toMinutes()));
        }
        return new Next.Again(wait);
    }

    private Duration backOff(int attempts, RandomGenerator random) {
        var doubled = first.toMillis() * (double) (1L << Math.min(attempts - 1, LARGEST_EXPONENT));
        var longest = Math.min(doubled, slowest.toMillis());
        return Duration.ofMillis((long) (longest * (0.5 + random.nextDouble() / 2)));
    }
}
