package io.llmlab.runner.schedule;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/// Forgets what became of times long ago: a job each minute has half a million of them in a year.
@ApplicationScoped
class FiringRetention {

    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final int AT_ONCE = 10_000;

    private final JobRepository jobs;
    private final Clock clock;

    FiringRetention(JobRepository jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /// A backlog is worked off part by part, so that no transaction is long.
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> tick() {
        return jobs.forgetFirings(clock.instant().minus(REMEMBERED), AT_ONCE)
                .onFailure()
                .invoke(failure -> Log.warnf("Old firings stay for now: %s", failure.toString()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }
}
