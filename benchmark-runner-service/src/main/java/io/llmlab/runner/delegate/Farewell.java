package io.llmlab.runner.delegate;

import io.llmlab.runner.delegate.Delegations.Closed;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Tells outside runners, once and as well as it goes, that a run of theirs is over: cancelled, timed out,
/// given up.
///
/// It looks at what the database says, so it does not matter which instance started the run, or whether it
/// still lives.
@ApplicationScoped
class Farewell {

    private static final int AT_ONCE = 50;
    private static final int FORGOTTEN_AT_ONCE = 1000;
    private static final Duration KEPT = Duration.ofDays(30);

    private final Delegations delegations;
    private final RunnerClient client;

    Farewell(Delegations delegations, RunnerClient client) {
        this.delegations = delegations;
        this.client = client;
    }

    /// One that does not answer holds up nobody: the next tick proceeds.
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.PROCEED)
    Uni<Void> tick() {
        return delegations
                .closeEnded(AT_ONCE)
                .chain(this::tell)
                .onFailure()
                .invoke(failure -> Log.debugf("Outside runners are told later what is over: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return delegations.forget(KEPT, FORGOTTEN_AT_ONCE);
    }

    private Uni<Void> tell(List<Closed> closed) {
        return Multi.createFrom()
                .iterable(closed)
                .filter(Closed::toBeTold)
                .map(Closed::delegation)
                .onItem()
                .transformToUni(this::tell)
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tell(Delegation delegation) {
        return client.stop(delegation)
                .onFailure()
                .invoke(failure -> Log.infof(
                        "Executor %s does not know that run %d is over: %s",
                        delegation.executorName(), delegation.runId(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
