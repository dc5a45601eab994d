package io.llmlab.platform.audit;

import io.llmlab.platform.retention.Kind;
import io.llmlab.platform.retention.OldRows;
import io.llmlab.platform.retention.OldRows.Rule;
import io.llmlab.platform.retention.RetentionSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Forgets who changed what so long ago that what was changed has mostly gone too.
@ApplicationScoped
class AuditRetention implements RetentionSource {

    private static final Duration LEAST = Duration.ofDays(1);

    private final Duration kept;
    private final OldRows rows;
    private volatile boolean stopped;

    AuditRetention(AuditConfig config, Pool pool, Clock clock) {
        this.kept = config.kept();
        this.rows = new OldRows(new Rule("audit entries", "audit", kept, "id", """
                        select id from audit where at < $1 order by at limit $2"""), pool, clock);
    }

    /// Who keeps them for less than a day has written hours for days.
    void check(@Observes StartupEvent event) {
        require(kept);
    }

    static void require(Duration kept) {
        if (kept.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("llmlab.audit.kept must be a day or more, not %s".formatted(kept));
        }
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
                : forget().replaceWithVoid().onFailure(_ -> stopped).recoverWithNull();
    }

    /// How many were forgotten.
    Uni<Long> forget() {
        return rows.forgetAll();
    }
}
