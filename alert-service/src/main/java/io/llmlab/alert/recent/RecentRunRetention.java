package io.llmlab.alert.recent;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.ZoneOffset;

/// Forgets the runs of which no rule asks any more. The newest of a model and data set stay however old they are:
/// what runs once a quarter can fail twice in a row as well.
@ApplicationScoped
class RecentRunRetention {

    private static final String FORGET = """
            delete from recent_run old
            using (select run_id, row_number() over
                       (partition by model_id, dataset_name order by ran_at desc, run_id desc) as place
                   from recent_run) placed
            where placed.run_id = old.run_id and placed.place > $2 and old.ran_at < $1""";

    /// As many as can be looked at in a row.
    private static final int NEWEST = 20;

    private final Pool pool;
    private final Clock clock;
    private volatile boolean stopped;

    RecentRunRetention(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "6h", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        if (stopped) {
            return Uni.createFrom().voidItem();
        }
        return forget().replaceWithVoid().onFailure(_ -> stopped).recoverWithNull();
    }

    /// How many were forgotten.
    Uni<Integer> forget() {
        var oldest = clock.instant().minus(RecentRuns.KEPT).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(FORGET).execute(Tuple.of(oldest, NEWEST)).map(SqlResult::rowCount);
    }
}
