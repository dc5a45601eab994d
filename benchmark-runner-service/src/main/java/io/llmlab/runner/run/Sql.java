package io.llmlab.runner.run;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import org.hibernate.reactive.mutiny.Mutiny;

/// Runs a statement with parameters `$1`, `$2`, … in the caller's transaction, whichever kind it is.
@FunctionalInterface
public interface Sql {

    /// @return how many rows were changed
    Uni<Integer> execute(String statement, Object... parameters);

    /// In the transaction of a plain connection.
    static Sql on(SqlConnection connection) {
        return (statement, parameters) -> connection
                .preparedQuery(statement)
                .execute(Tuple.tuple(Arrays.asList(parameters)))
                .map(SqlResult::rowCount);
    }

    /// In the transaction of a session.
    static Sql on(Mutiny.Session session) {
        return (statement, parameters) -> {
            var query = session.createNativeQuery(statement.replace('$', '?'));
            for (var index = 0; index < parameters.length; index++) {
                query.setParameter(index + 1, parameters[index]);
            }
            return query.executeUpdate();
        };
    }
}
