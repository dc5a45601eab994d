package io.llmlab.gateway.retention;

import io.llmlab.platform.retention.Kind;
import io.llmlab.platform.retention.OldRows;
import io.llmlab.platform.retention.OldRows.Rule;
import io.llmlab.platform.retention.RetentionSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Forgets runs with their metrics, and alerts. The aggregates of a day need its values no more, and a day that has
/// lost
/// some of them is not worked out again: see the rollups.
@ApplicationScoped
class ReadModelRetention implements RetentionSource {

    private static final Duration LEAST = Duration.ofDays(1);

    private static final String RUNS = """
            select id from run where finished and changed_at < $1
            order by changed_at limit $2""";

    /// With their metrics; and how far they have gone is noted, so that none is counted again.
    private static final String ALSO = """
            , metrics as (delete from run_metric where run_id in (select id from gone)),
            noted as (update forgotten_run set up_to = (select max(id) from gone)
                       where up_to < (select max(id) from gone))""";

    private static final String ALERTS = """
            select id from alert where status = 'resolved' and changed_at < $1
            order by changed_at limit $2""";

    private final RetentionConfig config;
    private final List<OldRows> kinds;
    private volatile boolean stopped;

    ReadModelRetention(RetentionConfig config, Pool pool, Clock clock) {
        this.config = config;
        this.kinds = Stream.of(
                        new Rule("runs shown", "run", config.runs(), "id", RUNS, ALSO),
                        new Rule("alerts shown", "alert", config.alerts(), "id", ALERTS))
                .map(rule -> new OldRows(rule, pool, clock))
                .toList();
    }

    /// Who keeps things for less than a day has written hours for days.
    void check(@Observes StartupEvent event) {
        require("runs", config.runs());
        require("alerts", config.alerts());
    }

    static void require(String name, Duration kept) {
        if (kept.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "gateway.retention.%s must be a day or more, not %s".formatted(name, kept));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Override
    public List<Kind> kinds() {
        return List.copyOf(kinds);
    }

    @Scheduled(every = "{gateway.retention.every}", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return stopped ? Uni.createFrom().voidItem() : forget();
    }

    private Uni<Void> forget() {
        return Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(this::careful)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Long> careful(OldRows kind) {
        return kind.forgetAll()
                .onFailure(_ -> !stopped)
                .invoke(failure -> Log.warnf("Old %s stay for now: %s", kind.name(), failure.toString()))
                .onFailure()
                .recoverWithItem(0L);
    }
}
