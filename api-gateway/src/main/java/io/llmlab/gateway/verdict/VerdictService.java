package io.llmlab.gateway.verdict;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Asks until there is a verdict, or the caller has waited long enough. No thread waits meanwhile.
@ApplicationScoped
class VerdictService {

    /// Who comes when as many wait is answered at once, and comes again.
    private static final int MOST_WAITING = 200;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Inquiry inquiry;
    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();

    VerdictService(Inquiry inquiry, Clock clock) {
        this.inquiry = inquiry;
        this.clock = clock;
    }

    /// @param baseline the run to compare with, or null: what was found counts
    /// @param wait how long at most
    Uni<VerdictView> on(long run, @Nullable Long baseline, Duration wait) {
        return Uni.createFrom().deferred(() -> {
            var until = waiting.incrementAndGet() > MOST_WAITING
                    ? clock.instant()
                    : clock.instant().plus(wait);
            return until(run, baseline, until).onTermination().invoke(waiting::decrementAndGet);
        });
    }

    private Uni<VerdictView> until(long run, @Nullable Long baseline, Instant until) {
        return now(run, baseline)
                .chain(verdict ->
                        verdict.pending() && clock.instant().plus(PAUSE).isBefore(until)
                                ? later(run, baseline, until)
                                : Uni.createFrom().item(verdict));
    }

    private Uni<VerdictView> later(long run, @Nullable Long baseline, Instant until) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(() -> until(run, baseline, until));
    }

    private Uni<VerdictView> now(long run, @Nullable Long baseline) {
        return inquiry.of(run, baseline).map(facts -> new Judgement(run, facts).verdict());
    }
}
