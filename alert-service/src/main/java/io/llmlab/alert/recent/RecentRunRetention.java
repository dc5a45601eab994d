package io.llmlab.alert.recent;

import io.llmlab.alert.retention.InLots;
import io.llmlab.alert.retention.RetentionConfig;
import io.llmlab.platform.retention.Kind;
import io.llmlab.platform.retention.OldRows;
import io.llmlab.platform.retention.OldRows.Rule;
import io.llmlab.platform.retention.RetentionSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/// Forgets the runs of which no rule asks any more. The newest of a model and data set stay however old they are:
/// what runs once a quarter can fail twice in a row as well.
@ApplicationScoped
class RecentRunRetention implements RetentionSource {

    /// As many as can be looked at in a row.
    private static final int NEWEST = 20;

    private static final String CHOOSE = """
            select old.run_id from recent_run old
            where old.ran_at < $1
              and %1$d <= (select count(*) from (
                  select from recent_run newer
                  where newer.model_id = old.model_id and newer.dataset_name = old.dataset_name
                    and (newer.ran_at, newer.run_id) > (old.ran_at, old.run_id)
                  limit %1$d) newest)
            order by old.ran_at limit $2""".formatted(NEWEST);

    private final OldRows runs;
    private volatile boolean stopped;

    RecentRunRetention(RetentionConfig config, Pool pool, Clock clock) {
        this.runs = new OldRows(new Rule("recent runs", "recent_run", config.runs(), "run_id", CHOOSE), pool, clock);
    }

    @Override
    public List<Kind> kinds() {
        return List.of(runs);
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
        return InLots.forget(runs::forgetLot);
    }
}
