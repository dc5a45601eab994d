package io.llmlab.platform.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Tells a failure that may pass by itself from one that never will.
public final class Transience {

    /// SQLSTATE classes (Postgres manual, appendix A): connection, transaction rollback, insufficient resources,
    /// object not in prerequisite state, operator intervention, system error.
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    private Transience() {}

    public static boolean mayPass(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return isPassing(refused.getSqlState());
            }
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return isPassing(refused.getSQLState());
            }
            // An IOException by inheritance alone: the same text never becomes readable.
            if (cause instanceof JsonProcessingException) {
                return false;
            }
            if (cause instanceof IOException || cause instanceof TimeoutException || cause instanceof VertxException) {
                return true;
            }
            // The reactive pool reports a full queue and a closed pool without a type of its own.
            if (cause.getClass().getSimpleName().equals("NoStackTraceThrowable")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(@Nullable String state) {
        return state != null && state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2));
    }
}
