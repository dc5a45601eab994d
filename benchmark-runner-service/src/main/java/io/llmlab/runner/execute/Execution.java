package io.llmlab.runner.execute;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.runner.run.RunView;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Takes one run to its end, whichever executor works on it.
@ApplicationScoped
class Execution {

    private static final int RENEWALS_A_LEASE = 4;

    private final RunExecutors executors;
    private final Ledger ledger;
    private final Ending ending;
    private final ExecutionConfig config;

    Execution(RunExecutors executors, Ledger ledger, Ending ending, ExecutionConfig config) {
        this.executors = executors;
        this.ledger = ledger;
        this.ending = ending;
        this.config = config;
    }

    /// Ends when the run has ended, or belongs to somebody else. Fails only where the database does; then the
    /// lease runs out and the run is taken up again.
    Uni<Void> execute(Assignment taken) {
        Log.infof(
                "Run %d of model %s on %s begins, attempt %d",
                taken.run().id(), taken.model().name(), taken.run().datasetName(), taken.attempt());
        return work(taken)
                .chain(measured -> RunBook.persistently(() -> ending.complete(taken, measured)))
                .onFailure(Execution::isTheRuns)
                .recoverWithUni(failure -> fail(taken, failure))
                .invoke(run -> Log.infof("Run %d is %s", run.id(), run.status()))
                .replaceWithVoid()
                .onFailure(Superseded.class)
                .invoke(lost -> Log.infof("%s; nothing more is done for it", lost.getMessage()))
                .onFailure(Superseded.class)
                .recoverWithNull();
    }

    private Uni<Measured> work(Assignment taken) {
        var timeout = timeoutOf(taken);
        var working = Uni.createFrom()
                .deferred(() -> {
                    requireSurvivable(taken);
                    return executors.require(taken.config()).work(taken, new RunBook(ledger, taken));
                })
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new RunFailure(
                        "The run took longer than %d s; raise the job's timeout or benchmark_config.concurrency, or ask fewer items (sample_size). POST /benchmark-runs/%d/retry goes on with what is missing"
                                .formatted(timeout.toSeconds(), taken.run().id())));
        return Uni.join().first(working, staysMine(taken)).toTerminate();
    }

    private Duration timeoutOf(Assignment taken) {
        return taken.timeout() == null ? config.runTimeout() : taken.timeout();
    }

    /// A run that ends the process that executes it would do so for ever.
    private void requireSurvivable(Assignment taken) {
        if (taken.takeovers() > config.maxTakeovers()) {
            throw new RunFailure(
                    "The executor of the run was lost %d times (limit: runner.execution.max-takeovers, %d); look for crashes and lack of memory in the runner's log. POST /benchmark-runs/%d/retry goes on with what is missing"
                            .formatted(
                                    taken.takeovers(),
                                    config.maxTakeovers(),
                                    taken.run().id()));
        }
    }

    /// Never ends; fails when the run is lost.
    private Uni<Measured> staysMine(Assignment taken) {
        return Multi.createFrom()
                .ticks()
                .every(config.lease().dividedBy(RENEWALS_A_LEASE))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> renewLease(taken))
                .collect()
                .last()
                .map(_ -> Measured.bySamples());
    }

    /// A database that is away for a moment costs nothing: the next renewal may do.
    private Uni<Void> renewLease(Assignment taken) {
        return ledger.renewLease(taken).onFailure(Transience::mayPass).recoverWithNull();
    }

    /// What may pass by itself is the database's; the run goes on when another one takes it up.
    private static boolean isTheRuns(Throwable failure) {
        return !(failure instanceof Superseded) && !Transience.mayPass(failure);
    }

    private Uni<RunView> fail(Assignment taken, Throwable failure) {
        var reason = failure instanceof RunFailure known ? String.valueOf(known.getMessage()) : explain(taken, failure);
        return RunBook.persistently(() -> ending.fail(taken, reason));
    }

    /// What will not pass by itself would be tried again for ever.
    private static String explain(Assignment taken, Throwable fault) {
        Log.errorf(fault, "Run %d failed unexpectedly", taken.run().id());
        return "This is a fault of the runner and is in its log (%s)"
                .formatted(fault.getClass().getSimpleName());
    }
}
