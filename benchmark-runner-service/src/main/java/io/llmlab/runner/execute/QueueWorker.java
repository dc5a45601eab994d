package io.llmlab.runner.execute;

import io.llmlab.runner.run.RunAnnouncer;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;

/// Works the queue off, a bounded number of runs at a time.
///
/// Each call that finds a place works until nothing waits: a tick a second, and a call when a run was queued
/// here.
@ApplicationScoped
class QueueWorker {

    private final Queue queue;
    private final Execution execution;
    private final Semaphore places;

    QueueWorker(Queue queue, Execution execution, ExecutionConfig config) {
        this.queue = queue;
        this.execution = execution;
        this.places = new Semaphore(config.parallelism());
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
        if (!places.tryAcquire()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createBy()
                .repeating()
                .uni(this::workOne)
                .whilst(more -> more)
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
