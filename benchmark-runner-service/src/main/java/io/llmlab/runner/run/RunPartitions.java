package io.llmlab.runner.run;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// Makes the partitions of a month before anybody needs them.
@ApplicationScoped
class RunPartitions {

    private static final String ENSURE = "select 1 from ensure_run_partitions($1)";
    private static final Duration AHEAD = Duration.ofDays(20);

    private final Pool pool;
    private final Clock clock;

    RunPartitions(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(every = "6h", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return ensure(clock.instant().plus(AHEAD));
    }

    /// In a transaction of its own.
    Uni<Void> ensure(Instant moment) {
        return pool.preparedQuery(ENSURE)
                .execute(Tuple.of(moment.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
