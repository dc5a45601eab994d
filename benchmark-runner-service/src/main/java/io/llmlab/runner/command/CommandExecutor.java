package io.llmlab.runner.command;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.runner.execute.Assignment;
import io.llmlab.runner.execute.Measured;
import io.llmlab.runner.execute.RunBook;
import io.llmlab.runner.execute.RunExecutor;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.load.ExecutedResults.Stored;
import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.stream.Collectors;

/// Starts a program that the settings allow, waits for it, and imports its results into the run.
///
/// A run that is taken up again starts anew: a program is not adopted, and ends with the instance that started
/// it.
@ApplicationScoped
class CommandExecutor implements RunExecutor {

    private static final Duration LOG_WRITTEN = Duration.ofSeconds(1);
    private static final int LAST_LINES = 10;
    private static final int MOST_NAMED = 20;
    private static final int MOST_NOTES = 50;

    private final Programs programs;
    private final ProgramResults results;
    private final RunLog logs;
    private final CommandConfig config;

    CommandExecutor(Programs programs, ProgramResults results, RunLog logs, CommandConfig config) {
        this.programs = programs;
        this.results = results;
        this.logs = logs;
        this.config = config;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Uni<Void> check(BenchmarkConfig wanted) {
        return Uni.createFrom().voidItem().invoke(() -> programs.check(wanted));
    }

    @Override
    public Uni<Measured> work(Assignment taken, RunBook book) {
        return Uni.createFrom().deferred(() -> {
            var run = new ProgramRun(taken, programs, config);
            return carryOut(taken, run, book).onTermination().invoke(run::end);
        });
    }

    private Uni<Measured> carryOut(Assignment taken, ProgramRun run, RunBook book) {
        var ended = Uni.createFrom()
                .item(run::start)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(exit -> Uni.createFrom().completionStage(exit));
        return Uni.join()
                .first(ended, keepsLog(taken, run))
                .toTerminate()
                .eventually(() -> write(taken, run))
                .invoke(code -> requireSuccess(taken, run, code))
                .chain(() -> results.store(
                        run.folder(), programs.require(taken.config().program()), taken, book))
                .invoke(stored -> tell(taken, run, stored))
                .call(() -> write(taken, run))
                .map(CommandExecutor::measured);
    }

    /// Never ends.
    private Uni<Integer> keepsLog(Assignment taken, ProgramRun run) {
        return Multi.createFrom()
                .ticks()
                .every(LOG_WRITTEN)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> write(taken, run))
                .collect()
                .last()
                .replaceWith(0);
    }

    /// A database that is away for a moment costs some lines for as long.
    private Uni<Void> write(Assignment taken, ProgramRun run) {
        return logs.write(taken.run().id(), taken.attempt(), run.log().tail())
                .onFailure(Transience::mayPass)
                .recoverWithNull();
    }

    private void requireSuccess(Assignment taken, ProgramRun run, int code) {
        var name = taken.config().program();
        if (!programs.require(name).exitCodes().contains(code)) {
            throw new RunFailure("Program %s ended with code %d; its last lines (all: GET /benchmark-runs/%d/log):\n%s"
                    .formatted(name, code, taken.run().id(), run.log().tail().last(LAST_LINES)));
        }
    }

    /// Behind the lines of the program, where somebody looks who misses something.
    private static void tell(Assignment taken, ProgramRun run, Stored stored) {
        if (!stored.others().isEmpty()) {
            run.log()
                    .add("%d more runs were stored beside run %d (batch_id run-%d): %s"
                            .formatted(
                                    stored.others().size(),
                                    taken.run().id(),
                                    taken.run().id(),
                                    stored.others().stream()
                                            .limit(MOST_NAMED)
                                            .map(other -> "run %d of %s".formatted(other.id(), other.datasetName()))
                                            .collect(Collectors.joining(", "))));
        }
        stored.notes().stream().limit(MOST_NOTES).forEach(run.log()::add);
    }

    private static Measured measured(Stored stored) {
        if (stored.failure() != null) {
            throw new RunFailure(stored.failure());
        }
        return Measured.as(stored.summary());
    }
}
