package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Sends nothing more to a receiver that says it is there no more, and tells people so on all other channels.
@ApplicationScoped
class GoneReceivers {

    /// Unless a person changed the channel meanwhile: then it is another receiver that is gone. What waits for it
    /// goes on waiting until a person enables the channel, or disables it.
    private static final String DISABLE = """
            with disabled as (
                update notification_channel
                set enabled = false, disabled_reason = $3, updated_at = now(), version = version + 1
                where name = $1 and version = $2 and enabled
                returning name
            ), audited as (
                insert into audit (actor, action, subject)
                select 'system', 'disabled', 'notification channel ' || name from disabled
            ), said as (
                insert into notification (message, kind) select $4, 'OPENED' from disabled returning id
            ), told as (
                insert into delivery (notification_id, channel, status)
                select said.id, other.name, 'PENDING'
                from said cross join notification_channel other
                where other.enabled and other.name <> $1 and other.type <> 'HEARTBEAT'
            )
            select name from disabled""";

    private final Pool pool;
    private final ObjectMapper mapper;
    private final Notifications notifications;
    private final Clock clock;

    GoneReceivers(Pool pool, ObjectMapper mapper, Notifications notifications, Clock clock) {
        this.pool = pool;
        this.mapper = mapper;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// Never fails: the next message to the channel is answered in the same way.
    Uni<Void> look(Claimed claimed, Outcome outcome) {
        var receiver = claimed.receiver();
        if (receiver == null || !(outcome instanceof Outcome.Refused refused) || !refused.isGone()) {
            return Uni.createFrom().voidItem();
        }
        return disable(claimed.channel(), receiver.version(), "the receiver is gone: " + refused.answer())
                .onFailure()
                .invoke(failure -> Log.errorf("Channel %s is not disabled: %s", claimed.channel(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> disable(String channel, int version, String reason) {
        return pool.preparedQuery(DISABLE)
                .execute(Tuple.of(channel, version, reason, news(channel, reason)))
                .invoke(rows -> {
                    if (rows.rowCount() > 0) {
                        Log.errorf("Channel %s is disabled, %s", channel, Texts.oneLine(reason));
                        notifications.wake();
                    }
                })
                .replaceWithVoid();
    }

    private String news(String channel, String reason) {
        try {
            return mapper.writeValueAsString(SystemMessages.disabled(channel, reason, clock.instant()));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A message is no JSON", unwritable);
        }
    }
}
