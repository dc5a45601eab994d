package io.llmlab.alert.notify;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Sends again what a person asks for, within the caller's transaction.
@ApplicationScoped
class DeliveryRetry {

    /// Whoever asks again needs it, also of an alert that is in hand. Before the delivery is locked, like
    /// whatever takes messages back.
    private static final String NEEDED = """
            update notification_alert set settled = false
            where alert_id = $1 and notification_id = (select notification_id from delivery where id = $2)""";

    private static final String STATUS = """
            select d.status, exists (
                select from notification_alert told
                join notification_alert news on news.alert_id = told.alert_id
                                            and news.notification_id > told.notification_id
                join delivery later on later.notification_id = news.notification_id and later.channel = d.channel
                where told.notification_id = d.notification_id and later.status in ('SENDING', 'SENT')) as outdated
            from delivery d join notification_alert about on about.notification_id = d.notification_id
            where about.alert_id = $1 and d.id = $2 for update of d""";

    /// With all the patience of a new one, and whatever the receiver asked for: a person knows better.
    private static final String AGAIN = """
            update delivery
            set status = 'PENDING', reason = null, finished_at = null, due_at = now(), tried_since = null,
                uncounted = attempts, forced = true
            where id = $1""";

    private final DeliveryHistory history;
    private final Audit audit;

    DeliveryRetry(DeliveryHistory history, Audit audit) {
        this.history = history;
        this.audit = audit;
    }

    /// @throws NotFound where the alert has no such delivery
    /// @throws Conflict where it was sent, or is being sent, or the channel has heard later news of its alerts
    Uni<DeliveryView> again(long alert, long delivery) {
        return PlainSql.update(NEEDED, alert, delivery)
                .chain(() -> PlainSql.rows(STATUS, alert, delivery))
                .invoke(rows -> requireRetryable(rows, delivery))
                .chain(() -> PlainSql.update(AGAIN, delivery))
                .chain(() -> audit.record(Audit.ANONYMOUS, "retried", "notification " + delivery))
                .chain(() -> history.require(alert, delivery));
    }

    private static void requireRetryable(List<Object[]> rows, long delivery) {
        if (rows.isEmpty()) {
            throw new NotFound("notification", delivery);
        }
        switch (DeliveryStatus.valueOf((String) rows.getFirst()[0])) {
            case SENT -> throw new Conflict("Notification %d was sent".formatted(delivery));
            case SENDING -> throw new Conflict("Notification %d is being sent".formatted(delivery));
            case PENDING, FAILED, SKIPPED, CANCELLED -> requireNews((boolean) rows.getFirst()[1], delivery);
        }
    }

    private static void requireNews(boolean outdated, long delivery) {
        if (outdated) {
            throw new Conflict("Later news than notification %d was sent on its channel".formatted(delivery));
        }
    }
}
