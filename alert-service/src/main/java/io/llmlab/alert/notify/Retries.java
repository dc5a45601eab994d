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
        /// @param after when this delivery is tried again
        /// @param hold how long the receiver is left alone, whatever waits for it; zero: it did not ask
        /// @param remark what a person should know of it, or null
        record Again(
                Duration after, Duration hold, @Nullable String remark) implements Next {}

        record GivenUp(String why) implements Next {}
    }

    static Retries of(DeliveryConfig config) {
        return new Retries(config.firstRetry(), config.slowestRetry(), config.maxAttempts(), config.giveUpAfter());
    }

    /// Who asks for a wait is there: however long and often the delivery has been tried, it is tried again.
    ///
    /// @param attempts how many there were that count, at least 1
    /// @param age how long ago the delivery was tried first, or the last wait ended that the receiver asked for
    /// @param asked the receiver's `Retry-After`, or null
    Next after(int attempts, Duration age, @Nullable Duration asked, RandomGenerator random) {
        var wait = backOff(attempts, random);
        if (asked != null && asked.isPositive()) {
            return asked(asked, wait);
        }
        if (attempts >= maxAttempts) {
            return new Next.GivenUp("given up after %d attempts".formatted(attempts));
        }
        return age.plus(wait).compareTo(giveUpAfter) > 0
                ? new Next.GivenUp("given up after %d minutes".formatted(age.toMinutes()))
                : new Next.Again(wait, Duration.ZERO, null);
    }

    private static Next asked(Duration asked, Duration wait) {
        var hold = shorter(asked, LONGEST_ASKED);
        var remark = hold.equals(asked)
                ? null
                : "the receiver asked for %d hours and is left alone for %d".formatted(asked.toHours(), hold.toHours());
        return new Next.Again(hold.compareTo(wait) > 0 ? hold : wait, hold, remark);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration backOff(int attempts, RandomGenerator random) {
        var doubled = first.toMillis() * (double) (1L << Math.min(attempts - 1, LARGEST_EXPONENT));
        var longest = Math.min(doubled, slowest.toMillis());
        return Duration.ofMillis((long) (longest * (0.5 + random.nextDouble() / 2)));
    }
}
