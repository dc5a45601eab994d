package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/// Counts what became of deliveries.
@ApplicationScoped
public class DeliveryCounts {

    private static final String COUNTS = """
            select channel,
                   count(*) filter (where status = 'SENT') as sent,
                   count(*) filter (where status = 'FAILED') as failed,
                   count(*) filter (where status = 'SKIPPED') as skipped,
                   count(*) filter (where status = 'CANCELLED') as cancelled
            from delivery
            where created_at >= $1
              and channel not in (select name from notification_channel where type = 'HEARTBEAT')
            group by channel""";

    private final Pool pool;

    DeliveryCounts(Pool pool) {
        this.pool = pool;
    }

    /// By channel, but for heartbeats, of the deliveries that were asked for since then.
    public Uni<Map<String, ChannelDeliveries>> since(Instant time) {
        return pool.preparedQuery(COUNTS)
                .execute(Tuple.of(time.atOffset(ZoneOffset.UTC)))
                .map(DeliveryCounts::byChannel);
    }

    private static Map<String, ChannelDeliveries> byChannel(Iterable<Row> rows) {
        var counts = new TreeMap<String, ChannelDeliveries>();
        for (var row : rows) {
            var channel = ChannelDeliveries.of(
                    row.getLong("sent"), row.getLong("failed"), row.getLong("skipped"), row.getLong("cancelled"));
            counts.put(row.getString("channel"), channel);
        }
        return counts;
    }
}
