package io.llmlab.runner.load;

import java.sql.SQLException;

/// Tells what the database does not take from a database that is away.
final class DataFault {

    private DataFault() {}

    /// SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation), Postgres manual, appendix A.
    static boolean isOne(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
