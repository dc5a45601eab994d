package io.llmlab.runner.delegate;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Forbidden;
import io.llmlab.platform.problem.DomainException.Unauthenticated;
import io.llmlab.runner.delegate.Delegations.Outcome;
import io.llmlab.runner.run.RunView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes in what outside runners say, each report in one transaction, as long as the run is theirs.
@ApplicationScoped
class Reports {

    private static final String SELECT = """
            select d.*, r.status as run_status, r.dataset_name,
                exists (select 1 from delegation n where n.run_id = d.run_id and n.id > d.id) as superseded
            from delegation d left join run r on r.id = d.run_id and r.run_at = d.run_at""";
    private static final String BY_TOKEN =
            SELECT + " where d.id = (select delegation_id from delegation_token where hash = $1) for update of d";
    private static final String BY_ID = SELECT + " where d.id = $1 for update of d";

    private final Pool pool;
    private final ReportStore store;

    Reports(Pool pool, ReportStore store) {
        this.pool = pool;
        this.store = store;
    }

    /// @return the run as it is now; a failure with [Unauthenticated] for a token nobody has, [Forbidden] for
    /// that of another run, [Conflict] where the run is no longer the caller's or has ended
    Uni<RunView> take(long runId, CallbackToken token, Report report) {
        ReportCheck.pass(report);
        return pool.withTransaction(connection -> connection
                .preparedQuery(BY_TOKEN)
                .execute(Tuple.of(token.hash()))
                .map(found -> requireOpen(requireOf(runId, found)))
                .chain(row -> store.store(connection, Reported.of(row), report)));
    }

    /// The same for what was answered at once.
    Uni<RunView> take(Delegation delegation, Report report) {
        ReportCheck.pass(report);
        return pool.withTransaction(connection ->
                locked(connection, delegation).chain(row -> store.store(connection, Reported.of(row), report)));
    }

    private static Uni<Row> locked(SqlConnection connection, Delegation delegation) {
        return connection
                .preparedQuery(BY_ID)
                .execute(Tuple.of(delegation.id()))
                .map(found -> requireOpen(found.iterator().next()));
    }

    private static Row requireOf(long runId, RowSet<Row> found) {
        if (found.rowCount() == 0) {
            throw new Unauthenticated("This callback token was not given out here, or long ago");
        }
        var row = found.iterator().next();
        if (row.getLong("run_id") != runId) {
            throw new Forbidden("This callback token belongs to another run");
        }
        return row;
    }

    private static Row requireOpen(Row row) {
        var runId = row.getLong("run_id");
        var outcome = Delegations.outcome(row);
        if (row.getBoolean("superseded")) {
            throw new Conflict(
                    "Run %d was taken up anew, and this callback token belongs to an earlier attempt; stop working on it"
                            .formatted(runId));
        }
        if (outcome != null) {
            throw new Conflict(ended(runId, outcome, row.getString("reason")));
        }
        var status = row.getString("run_status");
        if (!"RUNNING".equals(status)) {
            throw new Conflict("Run %d is %s, and nothing more is taken for it; stop working on it"
                    .formatted(runId, status == null ? "gone" : status.toLowerCase(Locale.ROOT)));
        }
        return row;
    }

    private static String ended(long runId, Outcome outcome, @Nullable String reason) {
        return switch (outcome) {
            case COMPLETED -> "Run %d was reported completed already".formatted(runId);
            case FAILED -> "Run %d was reported failed already".formatted(runId);
            case SILENT -> "Run %d was given up: %s".formatted(runId, reason);
        };
    }
}
