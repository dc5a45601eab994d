package io.llmlab.regression.finding;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Looks for suspicions that have waited long enough.
@ApplicationScoped
class TrialTick {

    private final TrialService trials;

    TrialTick(TrialService trials) {
        this.trials = trials;
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> decideOverdue() {
        return trials.overdue()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::decide)
                .collect()
                .last();
    }

    /// One that cannot be decided keeps no other from it.
    private Uni<Void> decide(String requestId) {
        return trials.decide(requestId)
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "What waits for %s is not decided, and tried again", requestId))
                .onFailure()
                .recoverWithNull();
    }
}
