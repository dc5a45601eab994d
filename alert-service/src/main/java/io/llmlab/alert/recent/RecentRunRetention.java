package io.llmlab.alert.recent;

import io.llmlab.alert.retention.InLots;
import io.llmlab.alert.retention.RetentionConfig;
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
            delete from recent_run where run_id = any (array(
                select old.run_id from recent_run old
                where old.ran_at < $1
                  and $2 <= (select count(*) from (
                      select from recent_run newer
                      where newer.model_id = old.model_id and newer.dataset_name = old.dataset_name
                        and (newer.ran_at, newer.run_id) > (old.ran_at, old.run_id)
                      limit $2) newest)
                order by old.ran_at limit $3 for update of old skip locked))""";

    /// As many as can be looked at in a row.
    private static final int NEWEST = 20;

    private final RetentionConfig config;
    private final Pool pool;
    private final Clock clock;
    private volatile boolean stopped;

    RecentRunRetention(RetentionConfig config, Pool pool, Clock clock) {
        this.config = config;
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
    Uni<Long> forget() {
        var oldest = clock.instant().minus(config.runs()).atOffset(ZoneOffset.UTC);
        return InLots.forget(() -> pool.preparedQuery(FORGET)
                .execute(Tuple.of(oldest, NEWEST, InLots.SIZE))
                .map(SqlResult::rowCount));
    }
}
