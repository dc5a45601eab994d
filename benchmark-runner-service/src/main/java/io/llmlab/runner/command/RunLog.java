package io.llmlab.runner.command;

import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// The last lines of runs' programs, in Postgres, so that any instance can show them.
@ApplicationScoped
class RunLog {

    /// Fenced: an instance that has lost the run does not write over the log of the one that has it.
    private static final String WRITE = """
            insert into run_log (run_id, attempt, lines, omitted) values ($1, $2, $3, $4)
            on conflict (run_id) do update
                set attempt = excluded.attempt, lines = excluded.lines, omitted = excluded.omitted, updated_at = now()
                where run_log.attempt <= excluded.attempt""";
    private static final String READ = """
            select l.lines, l.omitted, l.updated_at from run r left join run_log l on l.run_id = r.id where r.id = $1""";
    private static final String FORGET = """
            delete from run_log where run_id in (
                select run_id from run_log where updated_at < now() - $1 * interval '1 second' order by updated_at
                limit $2)""";

    private static final Duration KEPT = Duration.ofDays(90);
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final Pool pool;

    RunLog(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> write(long runId, int attempt, LogTail.Tail tail) {
        return pool.preparedQuery(WRITE)
                .execute(Tuple.of(runId, attempt, tail.lines().toArray(String[]::new), tail.omitted()))
                .replaceWithVoid();
    }

    /// @return the log, empty where there is none; a failure with [NotFound] where there is no such run
    Uni<LogView> read(long runId) {
        return pool.preparedQuery(READ).execute(Tuple.of(runId)).map(found -> {
            if (found.rowCount() == 0) {
                throw new NotFound("run", runId);
            }
            return view(runId, found.iterator().next());
        });
    }

    /// Logs are kept as long as samples.
    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(KEPT.toSeconds(), FORGOTTEN_AT_ONCE))
                .replaceWithVoid();
    }

    private static LogView view(long runId, Row row) {
        var lines = row.getArrayOfStrings("lines");
        return lines == null
                ? new LogView(runId, List.of(), 0, null)
                : new LogView(
                        runId,
                        List.of(lines),
                        row.getLong("omitted"),
                        row.getOffsetDateTime("updated_at").toInstant());
    }
}
