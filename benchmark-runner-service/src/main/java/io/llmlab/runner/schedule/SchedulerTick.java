package io.llmlab.runner.schedule;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/// Looks once a second for jobs that are due; Postgres is the truth about them.
@ApplicationScoped
class SchedulerTick {

    /// No row has it; an empty list would be no list in SQL.
    private static final long NOBODY = -1;

    private final JobFiring firing;

    SchedulerTick(JobFiring firing) {
        this.firing = firing;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        var failed = new HashSet<>(Set.of(NOBODY));
        return Uni.createFrom()
                .deferred(() -> fireNext(failed))
                .repeat()
                .whilst(fired -> fired)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> Log.warnf("Due jobs wait: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /// A job that cannot be fired does not hold up the others.
    private Uni<Boolean> fireNext(Set<Long> failed) {
        return firing.fireNext(failed)
                .onFailure(JobFiring.Failed.class)
                .invoke(failure -> Log.error(failure.getMessage(), failure))
                .onFailure(JobFiring.Failed.class)
                .recoverWithItem(failure -> failed.add(((JobFiring.Failed) failure).job()));
    }
}
