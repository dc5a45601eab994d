package io.llmlab.runner.execute;

import io.llmlab.runner.run.RunAnnouncer;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Works the queue off, a bounded number of runs at a time.
///
/// Each call that finds a place works until nothing waits: a tick a second, and a call when a run was queued
/// here.
@ApplicationScoped
class QueueWorker {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Queue queue;
    private final Execution execution;
    private final Stop stop;
    private final int parallelism;
    private final Semaphore places;

    QueueWorker(Queue queue, Execution execution, Stop stop, ExecutionConfig config) {
        this.queue = queue;
        this.execution = execution;
        this.stop = stop;
        this.parallelism = config.parallelism();
        this.places = new Semaphore(parallelism);
    }

    /// Waits until the runs were handed back; the next instance takes them up within a second.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.call();
        if (!places.tryAcquire(parallelism, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            Log.warn("Not every run could be handed back; those are taken up when their leases have run out");
        }
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.PROCEED)
    Uni<Void> tick() {
        return work();
    }

    @ConsumeEvent(RunAnnouncer.RUN_QUEUED)
    Uni<Void> wake(String nothing) {
        return work();
    }

    private Uni<Void> work() {
        if (stop.isCalled() || !places.tryAcquire()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createBy()
                .repeating()
                .uni(this::workOne)
                .whilst(more -> more && !stop.isCalled())
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.warnf("Execution of runs pauses: %s", failure))
                .onFailure()
                .recoverWithNull()
                .eventually(() -> places.release());
    }

    /// @return whether there was one
    private Uni<Boolean> workOne() {
        return queue.take()
                .chain(found -> found.map(taken -> execution.execute(taken).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }
}
