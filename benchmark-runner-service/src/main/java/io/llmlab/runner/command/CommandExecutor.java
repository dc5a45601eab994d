package io.llmlab.runner.command;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.runner.execute.Assignment;
import io.llmlab.runner.execute.Measured;
import io.llmlab.runner.execute.RunBook;
import io.llmlab.runner.execute.RunExecutor;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.SampleRow;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Starts a program that the settings allow, waits for it, and imports its results into the run.
///
/// A run that is taken up again starts anew: a program is not adopted, and ends with the instance that started
/// it.
@ApplicationScoped
class CommandExecutor implements RunExecutor {

    private static final Duration LOG_WRITTEN = Duration.ofSeconds(1);
    private static final int STORED_AT_ONCE = 1000;
    private static final int LAST_LINES = 10;

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
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(_ -> read(taken, run))
                .chain(imported -> store(book, imported));
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

    private Imported read(Assignment taken, ProgramRun run) {
        var imported = results.read(
                run.folder(),
                programs.require(taken.config().program()),
                taken.model().name(),
                taken.run().datasetName());
        if (!imported.ignored().isEmpty()) {
            Log.warnf(
                    "The results of run %d hold other tasks too, which are not imported: %s",
                    taken.run().id(), String.join(", ", imported.ignored()));
        }
        return imported;
    }

    private static Uni<Measured> store(RunBook book, Imported imported) {
        var total = imported.samples().isEmpty()
                ? null
                : Integer.valueOf(imported.samples().size());
        return book.planned(total, imported.fingerprint())
                .chain(() -> storeAll(book, imported.samples()))
                .replaceWith(new Measured(imported.metrics()));
    }

    private static Uni<Void> storeAll(RunBook book, List<SampleRow> samples) {
        return Multi.createFrom()
                .iterable(samples)
                .group()
                .intoLists()
                .of(STORED_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(book::store)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
