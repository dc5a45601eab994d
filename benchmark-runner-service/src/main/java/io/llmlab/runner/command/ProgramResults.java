package io.llmlab.runner.command;

import io.llmlab.formats.ReadingOptions;
import io.llmlab.runner.command.CommandConfig.Program;
import io.llmlab.runner.execute.Assignment;
import io.llmlab.runner.execute.RunBook;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.load.Executed;
import io.llmlab.runner.load.ExecutedResults;
import io.llmlab.runner.load.ExecutedResults.Stored;
import io.llmlab.runner.load.UnusableResults;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Stores what a program left in its folder.
@ApplicationScoped
class ProgramResults {

    /// Each holds a thread and a JDBC connection.
    private static final int AT_ONCE = 2;

    private static final Duration LONGEST = Duration.ofHours(6);

    private final ExecutedResults results;
    private final WorkerExecutor workers;

    ProgramResults(ExecutedResults results, Vertx vertx) {
        this.results = results;
        this.workers =
                vertx.createSharedWorkerExecutor("program-results", AT_ONCE, LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        workers.closeAndForget();
    }

    /// @return a failure with [RunFailure] if there are no results, or they cannot be used
    Uni<Stored> store(WorkFolder folder, Program program, Assignment taken, RunBook book) {
        return RunBook.persistently(() -> workers.executeBlocking(() -> storeNow(folder, program, taken, book), false));
    }

    private Stored storeNow(WorkFolder folder, Program program, Assignment taken, RunBook book) throws SQLException {
        var options = ReadingOptions.defaults().withFormat(program.format()).withWorkFolder(folder.path());
        var executed = new Executed(taken.run(), taken.model(), taken.endpoint().remoteName());
        try {
            return results.store(files(folder, program), options, executed, book::filed);
        } catch (UnusableResults unusable) {
            throw new RunFailure("The program's results cannot be used: " + unusable.getMessage());
        }
    }

    private static List<Path> files(WorkFolder folder, Program program) {
        try {
            var files = folder.matching(program.results());
            if (files.isEmpty()) {
                throw new RunFailure("The program ended well and left no file that fits %s (its results setting)"
                        .formatted(program.results()));
            }
            return files;
        } catch (IOException failure) {
            throw new RunFailure("The program's results cannot be used: " + failure.getMessage());
        }
    }
}
