package io.llmlab.alert.notify;

import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Lets the heartbeat channels be pinged once a synthetic finding has come through, by the way that alerts are
/// delivered. Its messages belong to no alert, hence to no list.
@ApplicationScoped
public class Heartbeats {

    private static final String CHANNELS = "select name from notification_channel where type = 'HEARTBEAT' and enabled";

    /// One a minute adds up.
    private static final String FORGET = """
            delete from notification where kind = 'HEARTBEAT' and id = any (array(
                select id from notification where kind = 'HEARTBEAT' and created_at < now() - interval '1 hour'
                limit 100 for update skip locked))""";

    private final Notifications notifications;

    Heartbeats(Notifications notifications) {
        this.notifications = notifications;
    }

    /// Within the transaction of the event. Call [Notifications#wake] once it has committed.
    ///
    /// @param leftAt when the synthetic series left the runner
    public Uni<Void> arrived(Instant leftAt) {
        return PlainSql.rows(CHANNELS)
                .map(rows -> rows.stream().map(row -> (String) row[0]).toList())
                .chain(channels -> channels.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : PlainSql.update(FORGET)
                                .chain(() ->
                                        notifications.enqueue(SystemMessages.heartbeat(leftAt), List.of(), channels))
                                .replaceWithVoid());
    }
}
