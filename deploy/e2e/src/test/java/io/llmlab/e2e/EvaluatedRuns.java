package io.llmlab.e2e;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// What the regression service's database says of the runs it took: a run's points are added in the transaction that
/// evaluates it.
final class EvaluatedRuns implements AutoCloseable {

    private final Connection connection;

    private EvaluatedRuns(Connection connection) {
        this.connection = connection;
    }

    static EvaluatedRuns of(String databaseUrl) throws SQLException {
        var url = URI.create(databaseUrl);
        var credentials = url.getUserInfo().split(":", 2);
        return new EvaluatedRuns(DriverManager.getConnection(
                "jdbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()),
                credentials[0],
                credentials[1]));
    }

    long runs() {
        return number("select count(*) from measured_run");
    }

    long points() {
        return number("select count(*) from point");
    }

    /// Points of which nobody would have been told.
    long backfill() {
        return number("select count(*) from point where backfill");
    }

    /// Runs whose items are known, which are compared item by item too.
    long runsWithItems() {
        return number("select count(*) from run_items");
    }

    private long number(String query) {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException failure) {
            throw new AssertionError("The regression service's database does not answer: " + query, failure);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
