package io.llmlab.runner.load;

import io.llmlab.formats.ParsedRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Keeps what was imported, by content, in the transaction of the import.
final class ImportedContent {

    private static final String CLAIM = """
            insert into imported_run (content_hash, run_id, run_at) values (?, ?, ?)
            on conflict (content_hash) do nothing""";

    /// Apart from the claim, because it has to see what the transaction that the claim waited for has committed.
    private static final String FIND = """
            select i.run_id, exists (select from run r where r.id = i.run_id and r.run_at = i.run_at) as is_there
            from imported_run i where i.content_hash = ? for update""";

    private static final String REPLACE =
            "update imported_run set run_id = ?, run_at = ?, imported_at = now() where content_hash = ?";

    private static final String KNOWN = "select content_hash from imported_run where content_hash = any(?)";

    private ImportedContent() {}

    /// Takes the content for a run that is about to be stored. Of two imports at once the second waits for the first.
    ///
    /// @return the run that has the content already, or nothing: it is the caller's now. A run that retention has
    /// dropped may be imported again
    static Optional<Long> claim(Connection connection, ParsedRun run, long runId) throws SQLException {
        var at = run.time().at().atOffset(ZoneOffset.UTC);
        if (update(connection, CLAIM, run.contentHash(), runId, at)) {
            return Optional.empty();
        }
        try (var find = connection.prepareStatement(FIND)) {
            find.setString(1, run.contentHash());
            try (var found = find.executeQuery()) {
                if (found.next() && found.getBoolean(2)) {
                    return Optional.of(found.getLong(1));
                }
            }
        }
        update(connection, REPLACE, runId, at, run.contentHash());
        return Optional.empty();
    }

    static Set<String> known(Connection connection, String[] hashes) throws SQLException {
        var known = new HashSet<String>();
        try (var find = connection.prepareStatement(KNOWN)) {
            find.setArray(1, connection.createArrayOf("text", hashes));
            try (var found = find.executeQuery()) {
                while (found.next()) {
                    known.add(found.getString(1));
                }
            }
        }
        return known;
    }

    private static boolean update(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            return statement.executeUpdate() == 1;
        }
    }
}
