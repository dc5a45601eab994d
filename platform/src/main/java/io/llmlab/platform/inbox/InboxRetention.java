package io.llmlab.platform.inbox;

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
import java.time.Duration;
import java.util.List;

/// Forgets the ids of events that cannot come again: Kafka keeps records for days, not for months.
@ApplicationScoped
class InboxRetention implements RetentionSource {

    private static final Rule RULE = new Rule(
            "event ids",
            "inbox",
            Duration.ofDays(30),
            "source, event_id",
            "select source, event_id from inbox where received_at < $1 order by received_at limit $2");

    private final OldRows rows;
    private volatile boolean stopped;

    InboxRetention(Pool pool, Clock clock) {
        this.rows = new OldRows(RULE, pool, clock);
    }

    @Override
    public List<Kind> kinds() {
        return List.of(rows);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        if (stopped) {
            return Uni.createFrom().voidItem();
        }
        return forget().replaceWithVoid().onFailure(_ -> stopped).recoverWithNull();
    }

    /// How many were forgotten.
    Uni<Long> forget() {
        return rows.forgetAll();
    }
}
