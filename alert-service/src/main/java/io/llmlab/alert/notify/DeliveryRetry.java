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

    private static final String STATUS = """
            select d.status from delivery d join notification_alert about on about.notification_id = d.notification_id
            where about.alert_id = $1 and d.id = $2 for update of d""";

    /// With all the patience of a new one, and whatever the receiver asked for: a person knows better.
    private static final String AGAIN = """
            with due as (
                update delivery
                set status = 'PENDING', reason = null, finished_at = null, due_at = now(), tried_since = null,
                    attempts_before = attempts
                where id = $1
                returning channel
            )
            update channel_pace set free_at = now() where channel in (select channel from due)""";

    private final DeliveryHistory history;
    private final Audit audit;

    DeliveryRetry(DeliveryHistory history, Audit audit) {
        this.history = history;
        this.audit = audit;
    }

    /// @throws NotFound where the alert has no such delivery
    /// @throws Conflict where it was sent, or is being sent
    Uni<DeliveryView> again(long alert, long delivery) {
        return PlainSql.rows(STATUS, alert, delivery)
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
            case PENDING, FAILED, SKIPPED, CANCELLED -> {}
        }
    }
}
