package io.llmlab.platform.problem;

import io.llmlab.platform.problem.DomainException.Malformed;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/// Text that Postgres refused. What a request names field by field is checked when it is read; free JSON is not.
final class Unstorable {

    /// SQLSTATE (Postgres manual, appendix A): character not in repertoire, untranslatable character.
    private static final Set<String> REFUSED_TEXT = Set.of("22021", "22P05");

    private Unstorable() {}

    static Optional<DomainException> explained(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (REFUSED_TEXT.contains(state(cause))) {
                return Optional.of(new Malformed("A text in it holds a character that cannot be stored, such as NUL"));
            }
        }
        return Optional.empty();
    }

    /// Hibernate Reactive tells the client's failure as one of JDBC.
    private static String state(Throwable cause) {
        var state = switch (cause) {
            case PgException refused -> refused.getSqlState();
            case SQLException refused -> refused.getSQLState();
            default -> null;
        };
        return state == null ? "" : state;
    }
}
