package io.llmlab.platform.deadletter;

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

/// Forgets letters whose end is long known. What waits stays, however old it is.
@ApplicationScoped
class LetterRetention implements RetentionSource {

    private static final Rule RULE = new Rule("settled dead letters", "dead_letter", Duration.ofDays(90), "id", """
            select id from dead_letter where state <> 'WAITING' and settled_at < $1 order by settled_at limit $2""");

    private final OldRows rows;
    private volatile boolean stopped;

    LetterRetention(Pool pool, Clock clock) {
        this.rows = new OldRows(RULE, pool, clock);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Override
    public List<Kind> kinds() {
        return List.of(rows);
    }

    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return stopped
                ? Uni.createFrom().voidItem()
                : rows.forgetAll().replaceWithVoid().onFailure(_ -> stopped).recoverWithNull();
    }
}
