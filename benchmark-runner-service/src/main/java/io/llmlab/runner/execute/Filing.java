package io.llmlab.runner.execute;

import io.llmlab.runner.run.IncomingRun;
import io.llmlab.runner.run.Summary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A line of the [Ledger] within a JDBC transaction that stores the run's results.
final class Filing {

    private static final String FILE = """
            update run set total = ?, done = ?, error_count = ?, fingerprint = ?, stream = ?, batch_id = ?,
                parent_run_id = ?
            where id = ? and run_at = ? and attempt = ? and status = 'RUNNING'""";

    private Filing() {}

    /// @throws Superseded where the run is somebody else's: nothing of the transaction may stay
    static void file(Connection connection, Assignment taken, IncomingRun results, Summary summary)
            throws SQLException {
        var run = taken.run();
        try (var update = connection.prepareStatement(FILE)) {
            @Nullable
            Object[] values = {
                summary.sampleCount() == 0 ? null : summary.sampleCount(),
                summary.sampleCount(),
                summary.errorCount(),
                results.fingerprint().parts().toString(),
                results.fingerprint().stream(),
                results.batchId(),
                results.parentRunId(),
                run.id(),
                run.timestamp().atOffset(ZoneOffset.UTC),
                taken.attempt()
            };
            for (var index = 0; index < values.length; index++) {
                update.setObject(index + 1, values[index]);
            }
            if (update.executeUpdate() != 1) {
                throw new Superseded(run.id(), taken.attempt());
            }
        }
    }
}
