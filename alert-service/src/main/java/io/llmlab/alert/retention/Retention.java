package io.llmlab.alert.retention;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/// Forgets what has been over for long enough. Several instances share the work: what one of them is about to forget
/// the others step over.
@ApplicationScoped
class Retention {

    /// With their timelines, and with what is kept back of them.
    private static final String ALERTS = """
            delete from alert where id = any (array(
                select id from alert where status = 'RESOLVED' and resolved_at < $1
                order by resolved_at limit $2 for update skip locked))""";

    /// With their deliveries. Those of alerts go once these are gone; nothing goes that is still to be sent.
    private static final String MESSAGES = """
            delete from notification where id = any (array(
                select said.id from notification said
                where said.created_at < $1
                  and not exists (select from notification_alert about where about.notification_id = said.id)
                  and not exists (select from delivery d
                                  where d.notification_id = said.id and d.status in ('PENDING', 'SENDING'))
                order by said.created_at limit $2 for update skip locked))""";

    private static final String SILENCES = """
            delete from silence where id = any (array(
                select id from silence where ends_at < $1
                order by ends_at limit $2 for update skip locked))""";

    private static final String GROUPS = """
            delete from alert_group where key = any (array(
                select key from alert_group where due_at is null and told_at < $1
                order by told_at limit $2 for update skip locked))""";

    private static final String RULINGS = """
            delete from ruling where id = any (array(
                select id from ruling where at < $1
                order by at limit $2 for update skip locked))""";

    /// Of runs, as regression-service told them.
    private static final String FINDINGS = """
            delete from told_finding where id = any (array(
                select id from told_finding where ran_at < $1
                order by ran_at limit $2 for update skip locked))""";

    private final Pool pool;
    private final RetentionConfig config;
    private final Clock clock;
    private volatile boolean stopped;

    Retention(Pool pool, RetentionConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private record Kept(String what, String sql, Duration time) {}

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
                .iterable(List.of(
                        new Kept("alerts", ALERTS, config.alerts()),
                        new Kept("messages", MESSAGES, config.alerts()),
                        new Kept("silences", SILENCES, config.silences()),
                        new Kept("groups", GROUPS, config.groups()),
                        new Kept("rulings", RULINGS, config.rulings()),
                        new Kept("findings", FINDINGS, config.runs())))
                .onItem()
                .transformToUniAndConcatenate(this::forget)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Long> forget(Kept kept) {
        var before = clock.instant().minus(kept.time()).atOffset(ZoneOffset.UTC);
        return InLots.forget(() -> pool.preparedQuery(kept.sql())
                        .execute(Tuple.of(before, InLots.SIZE))
                        .map(SqlResult::rowCount))
                .invoke(count -> {
                    if (count > 0) {
                        Log.infof("%d %s of before %s are forgotten", count, kept.what(), before);
                    }
                });
    }
}
