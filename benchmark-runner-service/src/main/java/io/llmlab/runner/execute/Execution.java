package io.llmlab.runner.execute;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.platform.log.LogField;
import io.llmlab.platform.trace.Step;
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

    /// A run that was cancelled, wherever, stops that soon.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration LONGEST_HAND_BACK = Duration.ofSeconds(2);

    private final RunExecutors executors;
    private final Ledger ledger;
    private final Ending ending;
    private final Stop stop;
    private final ExecutionConfig config;
    private final RunTraces traces;

    Execution(
            RunExecutors executors, Ledger ledger, Ending ending, Stop stop, ExecutionConfig config, RunTraces traces) {
        this.executors = executors;
        this.ledger = ledger;
        this.ending = ending;
        this.stop = stop;
        this.config = config;
        this.traces = traces;
    }

    /// Ends when the run has ended, or belongs to somebody else. Fails only where the database does; then the
    /// lease runs out and the run is taken up again.
    Uni<Void> execute(Assignment taken) {
        var step = traces.begin(taken);
        tellOfBegin(taken, step);
        return work(taken)
                .chain(measured -> RunBook.persistently(() -> ending.complete(taken, measured)))
                .onFailure(Execution::isTheRuns)
                .recoverWithUni(failure -> fail(taken, failure))
                .invoke(run -> tellOfEnd(run, step))
                .replaceWithVoid()
                .onFailure(Stop.Stopped.class)
                .recoverWithUni(() -> handBack(taken))
                .onFailure(Superseded.class)
                .invoke(lost -> Log.infof("%s; nothing more is done for it", lost.getMessage()))
                .onFailure(Superseded.class)
                .recoverWithNull()
                .onTermination()
                .invoke(step::end);
    }

    private Uni<Measured> work(Assignment taken) {
        var working = Uni.createFrom()
                .deferred(() -> {
                    requireSurvivable(taken);
                    return executors.require(taken).work(taken, new RunBook(ledger, taken));
                })
                .ifNoItem()
                .after(timeLeft(taken))
                .failWith(() -> new RunFailure(
                        "The run took longer than %d s; raise the job's metadata.timeout or benchmark_config.timeout, raise benchmark_config.concurrency, or ask fewer items (sample_size). POST /benchmark-runs/%d/retry goes on with what is missing"
                                .formatted(
                                        taken.timeout().toSeconds(), taken.run().id())));
        return Uni.join()
                .first(working, staysMine(taken), stop.<Measured>signal())
                .toTerminate();
    }

    private static Duration timeLeft(Assignment taken) {
        return taken.timeLeft().isPositive() ? taken.timeLeft() : Duration.ofMillis(1);
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
        var renewEvery = config.lease().dividedBy(RENEWALS_A_LEASE);
        var lookEvery = renewEvery.compareTo(LOOK_EVERY) < 0 ? renewEvery : LOOK_EVERY;
        var looksToRenew = renewEvery.dividedBy(lookEvery);
        return Multi.createFrom()
                .ticks()
                .every(lookEvery)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> look(taken, tick % looksToRenew == 0))
                .collect()
                .last()
                .map(_ -> Measured.bySamples());
    }

    /// A database that is away for a moment costs nothing: the next look may do.
    private Uni<Void> look(Assignment taken, boolean renews) {
        var look = renews ? ledger.renewLease(taken) : ledger.requireMine(taken);
        return look.onFailure(Transience::mayPass).recoverWithNull();
    }

    private Uni<Void> handBack(Assignment taken) {
        return ledger.handBack(taken).ifNoItem().after(LONGEST_HAND_BACK).fail().invoke(() -> tellOfReturn(taken));
    }

    private static void tellOfBegin(Assignment taken, Step step) {
        try (var _ = step.speaking();
                var _ = LogField.of("run_id", taken.run().id())) {
            Log.infof(
                    "Run %d of model %s on %s begins, attempt %d",
                    taken.run().id(), taken.model().name(), taken.run().datasetName(), taken.attempt());
        }
    }

    private static void tellOfEnd(RunView run, Step step) {
        RunTraces.end(step, run);
        try (var _ = step.speaking();
                var _ = LogField.of("run_id", run.id())) {
            Log.infof("Run %d is %s", run.id(), run.status());
        }
    }

    private static void tellOfReturn(Assignment taken) {
        try (var _ = LogField.of("run_id", taken.run().id())) {
            Log.infof("Run %d is handed back", taken.run().id());
        }
    }

    /// What may pass by itself is the database's; the run goes on when another one takes it up.
    private static boolean isTheRuns(Throwable failure) {
        return !(failure instanceof Superseded) && !(failure instanceof Stop.Stopped) && !Transience.mayPass(failure);
    }

    private Uni<RunView> fail(Assignment taken, Throwable failure) {
        var reason = failure instanceof RunFailure known ? String.valueOf(known.getMessage()) : explain(taken, failure);
        return RunBook.persistently(() -> ending.fail(taken, reason));
    }

    /// What will not pass by itself would be tried again for ever.
    private static String explain(Assignment taken, Throwable fault) {
        try (var _ = LogField.of("run_id", taken.run().id())) {
            Log.errorf(fault, "Run %d failed unexpectedly", taken.run().id());
        }
        return "This is a fault of the runner and is in its log (%s)"
                .formatted(fault.getClass().getSimpleName());
    }
}
