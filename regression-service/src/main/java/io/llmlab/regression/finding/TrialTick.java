package io.llmlab.regression.finding;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
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
        return trials.decideOverdue();
    }
}
