package io.llmlab.runner.load;

import io.llmlab.formats.Outcome;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.ReadingOptions;
import io.llmlab.formats.ResultFiles;
import io.llmlab.formats.UnreadableResults;
import io.llmlab.runner.run.IncomingRun;
import io.llmlab.runner.run.RunLoader;
import io.llmlab.runner.run.RunView;
import io.llmlab.runner.run.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stores all that a program left behind: one part becomes the results of the run that it executed, the others become
/// runs beside it, as in an import, with its batch. All or nothing, in one transaction. It blocks.
@ApplicationScoped
public class ExecutedResults {

    private final FileLoader loader;
    private final FileRuns fileRuns;
    private final RunLoader runs;
    private final Translation translation;
    private final ImportConfig config;

    ExecutedResults(
            FileLoader loader, FileRuns fileRuns, RunLoader runs, Translation translation, ImportConfig config) {
        this.loader = loader;
        this.fileRuns = fileRuns;
        this.runs = runs;
        this.translation = translation;
        this.config = config;
    }

    /// The last thing that is done in the transaction: it writes down of the executed run what was stored, and fails
    /// where the run is not the caller's any more.
    @FunctionalInterface
    public interface Filing {
        void file(Connection connection, IncomingRun results, Summary summary) throws SQLException;
    }

    /// What became of the results.
    ///
    /// @param summary of the executed run
    /// @param failure why the executed run has failed, or null
    /// @param others the runs that were stored beside it now
    /// @param notes what was left out, and what else a person should know; one sentence each
    public record Stored(Summary summary, @Nullable String failure, List<RunView> others, List<String> notes) {}

    /// @param files what the program left
    /// @throws UnusableResults where nothing of it can be stored
    /// @throws SQLException where the database is away
    public Stored store(List<Path> files, ReadingOptions options, Executed executed, Filing filing)
            throws SQLException {
        var reads = options.withUnnamedModel(executed.model().name()).withTextLength(config.textLength());
        try (var reading = ResultFiles.read(files, reads)) {
            var all = reading.batches().stream()
                    .flatMap(batch -> batch.runs().stream())
                    .toList();
            var names = ExecutedNames.of(all, executed);
            var said = ExecutedFiles.of(reading.batches(), names);
            var stored = loader.transactionally(said.runs(), connection -> store(connection, said, names, filing));
            return new Stored(stored.summary(), stored.failure(), stored.others(), ReadingNotes.ofAll(reading));
        } catch (UnreadableResults unreadable) {
            throw new UnusableResults(String.valueOf(unreadable.getMessage()));
        } catch (RefusedFile refused) {
            throw new UnusableResults("A run in them " + refused.reason());
        } catch (SQLException refused) {
            if (DataFault.isOne(refused)) {
                throw new UnusableResults("They hold what the database does not take: " + refused.getMessage());
            }
            throw refused;
        }
    }

    private Stored store(Connection connection, ExecutedFiles files, ExecutedNames names, Filing filing)
            throws SQLException {
        var claims = claims(connection, files, names);
        var batchId = names.executed().batchId();
        var history = History.of(files.batches(), Set.of());
        var others = new ArrayList<RunView>();
        for (var batch : files.batches()) {
            others.addAll(fileRuns.store(connection, batch, batchId, claims, history));
        }
        var own = own(files, names, claims);
        var summary = runs.replaceSamples(connection, names.executed().run().id(), own);
        filing.file(connection, own, summary);
        return new Stored(summary, failure(files, names), others, List.of());
    }

    private Claims claims(Connection connection, ExecutedFiles files, ExecutedNames names) throws SQLException {
        var claims = fileRuns.claim(connection, files.others());
        var run = names.executed().run().id();
        var own = files.own();
        if (own != null) {
            return claims.with(own, run);
        }
        return names.model() == null ? claims : claims.below(run);
    }

    private IncomingRun own(ExecutedFiles files, ExecutedNames names, Claims claims) {
        var executed = names.executed();
        var own = files.own();
        return own == null
                ? translation.whole(files, executed)
                : translation.incoming(
                        files.batchOf(own), own, executed.model(), executed.batchId(), claims.parentOf(own));
    }

    private static @Nullable String failure(ExecutedFiles files, ExecutedNames names) {
        if (names.model() == null) {
            return "The program's results are of %s, and none of them is the run's model; they are stored as runs of their own (batch_id %s)"
                    .formatted(
                            String.join(
                                    ", ",
                                    ExecutedNames.distinct(
                                            files.runs(), run -> run.model().name())),
                            names.executed().batchId());
        }
        return files.own() == null ? null : failure(files.own());
    }

    private static @Nullable String failure(ParsedRun own) {
        return own.outcome().status() == Outcome.Status.COMPLETED
                ? null
                : "The program's results say that it %s: %s"
                        .formatted(
                                own.outcome().status() == Outcome.Status.FAILED ? "failed" : "was cancelled",
                                own.outcome().error() == null
                                        ? "they say no more"
                                        : own.outcome().error());
    }
}
