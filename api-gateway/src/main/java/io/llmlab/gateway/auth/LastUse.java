package io.llmlab.gateway.auth;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/// Notes when keys were last used, in a statement every half minute instead of one for each request; forgets sessions
/// that have ended.
@ApplicationScoped
class LastUse {

    private static final String NOTE = "update api_key set last_used_at = greatest(last_used_at, $2) where id = $1";
    private static final String FORGET_SESSIONS = "delete from session where expires_at <= $1";

    private final Pool pool;
    private final Clock clock;
    private final Map<Long, Instant> used = new HashMap<>();
    private volatile boolean stopped;

    LastUse(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    void note(Caller caller) {
        var id = caller.keyId();
        if (id != null) {
            synchronized (used) {
                used.put(id, clock.instant());
            }
        }
    }

    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> store() {
        var batch = taken().entrySet().stream()
                .map(use -> Tuple.of(use.getKey(), use.getValue().atOffset(ZoneOffset.UTC)))
                .toList();
        return batch.isEmpty() || stopped
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(NOTE)
                        .executeBatch(batch)
                        .replaceWithVoid()
                        .onFailure(_ -> stopped)
                        .recoverWithNull();
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forgetSessions() {
        return stopped
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(FORGET_SESSIONS)
                        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                        .replaceWithVoid()
                        .onFailure(_ -> stopped)
                        .recoverWithNull();
    }

    private Map<Long, Instant> taken() {
        synchronized (used) {
            var taken = Map.copyOf(used);
            used.clear();
            return taken;
        }
    }
}
