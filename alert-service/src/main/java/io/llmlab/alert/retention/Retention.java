package io.llmlab.alert.retention;

import io.llmlab.platform.retention.Kind;
import io.llmlab.platform.retention.OldRows;
import io.llmlab.platform.retention.OldRows.Rule;
import io.llmlab.platform.retention.RetentionSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Forgets what has been over for long enough. Several instances share the work: what one of them is about to forget
/// the others step over.
@ApplicationScoped
class Retention implements RetentionSource {

    /// With their timelines, and with what is kept back of them.
    private static final String ALERTS = """
            select id from alert where status = 'RESOLVED' and resolved_at < $1
            order by resolved_at limit $2""";

    /// With their deliveries. Those of alerts go once these are gone; nothing goes that is still to be sent.
    private static final String MESSAGES = """
            select said.id from notification said
            where said.created_at < $1
              and not exists (select from notification_alert about where about.notification_id = said.id)
              and not exists (select from delivery d
                              where d.notification_id = said.id and d.status in ('PENDING', 'SENDING'))
            order by said.created_at limit $2""";

    private static final String SILENCES = """
            select id from silence where ends_at < $1
            order by ends_at limit $2""";

    private static final String GROUPS = """
            select key from alert_group where due_at is null and told_at < $1
            order by told_at limit $2""";

    private static final String RULINGS = """
            select id from ruling where at < $1
            order by at limit $2""";

    /// Of runs, as regression-service told them.
    private static final String FINDINGS = """
            select id from told_finding where ran_at < $1
            order by ran_at limit $2""";

    private final List<OldRows> kinds;
    private volatile boolean stopped;

    Retention(Pool pool, RetentionConfig config, Clock clock) {
        this.kinds = Stream.of(
                        new Rule("resolved alerts", "alert", config.alerts(), "id", ALERTS),
                        new Rule("messages", "notification", config.alerts(), "id", MESSAGES),
                        new Rule("silences", "silence", config.silences(), "id", SILENCES),
                        new Rule("groups", "alert_group", config.groups(), "key", GROUPS),
                        new Rule("rulings", "ruling", config.rulings(), "id", RULINGS),
                        new Rule("findings", "told_finding", config.runs(), "id", FINDINGS))
                .map(rule -> new OldRows(rule, pool, clock))
                .toList();
    }

    @Override
    public List<Kind> kinds() {
        return List.copyOf(kinds);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return stopped
                ? Uni.createFrom().voidItem()
                : forget().onFailure()
                        .invoke(failure -> Log.warnf("What is over stays for now: %s", failure.toString()))
                        .onFailure()
                        .recoverWithNull();
    }

    Uni<Void> forget() {
        return Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(Retention::forget)
                .onItem()
                .ignoreAsUni();
    }

    /// All of it, lot by lot.
    private static Uni<Long> forget(OldRows kind) {
        return InLots.forget(kind::forgetLot).invoke(count -> {
            if (count > 0) {
                Log.infof("%d %s are forgotten", count, kind.name());
            }
        });
    }
}
