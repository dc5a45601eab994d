package io.llmlab.runner.load;

import io.agroal.api.AgroalDataSource;
import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedRun;
import io.llmlab.runner.run.RunLoader;
import io.llmlab.runner.run.RunView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/// Stores the runs of one results file, all or none, in one transaction. It blocks.
@ApplicationScoped
class FileLoader {

    private final AgroalDataSource database;
    private final RunLoader runs;
    private final FileRuns fileRuns;
    private final Translation translation;

    FileLoader(AgroalDataSource database, RunLoader runs, FileRuns fileRuns, Translation translation) {
        this.database = database;
        this.runs = runs;
        this.fileRuns = fileRuns;
        this.translation = translation;
    }

    /// @param runs those that were stored now
    /// @param known how many are there already
    record Loaded(List<RunView> runs, int known) {}

    /// What is done in a transaction.
    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /// @param history the runs for which nobody is to be woken
    /// @throws RefusedFile where a run cannot be stored; none of the file is
    Loaded load(ParsedBatch batch, Set<ParsedRun> history) throws SQLException {
        return transactionally(batch.runs(), connection -> {
            var claims = fileRuns.claim(connection, batch.runs());
            var stored = fileRuns.store(connection, batch, BatchIds.of(batch), claims, history);
            return new Loaded(stored, claims.known());
        });
    }

    /// How many of the runs are there already.
    int known(ParsedBatch batch) throws SQLException {
        batch.runs().forEach(translation::check);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return fileRuns.claim(connection, batch.runs()).known();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /// The hashes of those of the runs that are there already.
    Set<String> knownContent(List<ParsedBatch> batches) throws SQLException {
        var hashes = batches.stream()
                .flatMap(batch -> batch.runs().stream())
                .map(ParsedRun::contentHash)
                .toArray(String[]::new);
        try (var connection = database.getConnection()) {
            return ImportedContent.known(connection, hashes);
        }
    }

    /// Does work that stores these runs: all of it, or nothing.
    ///
    /// @throws RefusedFile where a run cannot be stored
    <T> T transactionally(List<ParsedRun> stored, Work<T> work) throws SQLException {
        stored.forEach(translation::check);
        try (var connection = database.getConnection()) {
            ensurePartitions(connection, stored);
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void ensurePartitions(Connection connection, List<ParsedRun> stored) throws SQLException {
        var months = new HashMap<YearMonth, ParsedRun>();
        stored.forEach(run -> months.putIfAbsent(YearMonth.from(run.time().at().atOffset(ZoneOffset.UTC)), run));
        for (var run : months.values()) {
            runs.ensurePartitions(connection, run.time().at());
        }
    }
}
