package io.llmlab.runner.execute;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Says how long to wait before the next request of a run.
///
/// Without a word of the endpoint the pause doubles with each try, with full jitter over its second half, so that
/// requests that failed together do not come back together. What the endpoint asks for by `Retry-After` holds for all
/// requests of the run: those that have not been refused yet would be.
final class Pace {

    private final Duration first;
    private final Duration longest;
    private final Clock clock;
    private final RandomGenerator random;
    private Instant notBefore = Instant.EPOCH;

    Pace(Duration first, Duration longest, Clock clock, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.clock = clock;
        this.random = random;
    }

    /// Before a request is sent for the first time.
    synchronized Duration beforeFirst() {
        var now = clock.instant();
        return notBefore.isAfter(now) ? jittered(Duration.between(now, notBefore)) : Duration.ZERO;
    }

    /// Before a request is sent again.
    ///
    /// @param tries how often it was sent, 1 or more
    /// @param asked what the endpoint asked for
    synchronized Duration before(int tries, Optional<Duration> asked) {
        if (asked.isPresent()) {
            var pause = shorter(asked.get(), longest);
            var open = clock.instant().plus(pause);
            notBefore = open.isAfter(notBefore) ? open : notBefore;
            return jittered(pause);
        }
        var doubled = shorter(first.multipliedBy(1L << Math.min(tries - 1, 20)), longest);
        return doubled.dividedBy(2).plusMillis(random.nextLong(Math.max(1, doubled.toMillis() / 2)));
    }

    /// A little later than asked, never earlier.
    private Duration jittered(Duration pause) {
        return pause.plusMillis(random.nextLong(Math.max(1, Math.min(1000, pause.toMillis() / 10 + 50))));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
