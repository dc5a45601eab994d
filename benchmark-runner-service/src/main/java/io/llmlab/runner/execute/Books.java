package io.llmlab.runner.execute;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.runner.run.RunView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// All that an execution writes down, and the settings it goes by.
@ApplicationScoped
class Books {

    private final Ledger ledger;
    private final Ending ending;
    private final ExecutionConfig config;

    Books(Ledger ledger, Ending ending, ExecutionConfig config) {
        this.ledger = ledger;
        this.ending = ending;
        this.config = config;
    }

    Duration lease() {
        return config.lease();
    }

    Duration timeoutOf(Assignment taken) {
        return taken.timeout() == null ? config.runTimeout() : taken.timeout();
    }

    Pace pace(Clock clock, RandomGenerator random) {
        return new Pace(config.firstPause(), config.longestPause(), clock, random);
    }

    Hope hope(Plan plan) {
        return new Hope(config.hopelessAfter(), plan.alreadyDone() > 0);
    }

    Uni<Void> planned(Assignment taken, Plan plan) {
        return ledger.planned(taken, plan);
    }

    Uni<Void> store(Assignment taken, List<Asked> asked) {
        return ledger.store(taken, asked);
    }

    /// A database that is away for a moment costs nothing: the next renewal may do.
    Uni<Void> renewLease(Assignment taken) {
        return ledger.renewLease(taken).onFailure(Transience::mayPass).recoverWithNull();
    }

    Uni<RunView> end(Assignment taken, Optional<String> failure) {
        return Uni.createFrom()
                .deferred(() -> ending.end(taken, failure, config.errorLimit()))
                .onFailure(Transience::mayPass)
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .atMost(10);
    }
}
