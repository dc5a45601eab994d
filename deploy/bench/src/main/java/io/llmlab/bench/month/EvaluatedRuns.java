package io.llmlab.bench.month;

import io.llmlab.bench.store.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/// What the regression service's database says of the runs it took: a run's points are added in the transaction that
/// evaluates it.
final class EvaluatedRuns implements AutoCloseable {

    private final Connection connection;

    /// @param databaseUrl the regression service's `DATABASE_URL`
    EvaluatedRuns(String databaseUrl) throws IOException {
        try {
            connection = Database.connect(databaseUrl);
        } catch (SQLException failure) {
            throw new IOException("The regression service's database does not answer", failure);
        }
    }

    long runs() throws IOException {
        return number("select count(*) from measured_run");
    }

    long points() throws IOException {
        return number("select count(*) from point");
    }

    /// Points of which nobody would have been told.
    long backfill() throws IOException {
        return number("select count(*) from point where backfill");
    }

    /// Runs whose items are known, which are compared item by item too.
    long runsWithItems() throws IOException {
        return number("select count(*) from run_items");
    }

    private long number(String query) throws IOException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException failure) {
            throw new IOException("The regression service's database does not answer: " + query, failure);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }
}
