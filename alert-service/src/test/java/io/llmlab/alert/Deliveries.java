package io.llmlab.alert;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/// The deliveries in the database, as other instances and time leave them.
final class Deliveries {

    private final Pool pool;

    Deliveries(Pool pool) {
        this.pool = pool;
    }

    /// Makes the same message due so many times more, long ago, about no alert.
    void repeat(long delivery, int times) {
        pool.preparedQuery("""
                        with said as (
                            insert into notification (message, kind)
                            select message, kind from notification n join delivery d on d.notification_id = n.id
                            cross join generate_series(1, $2)
                            where d.id = $1
                            returning id
                        )
                        insert into delivery (notification_id, channel, status, created_at, due_at)
                        select said.id, d.channel, 'PENDING', now() - interval '7 hours', now() - interval '1 hour'
                        from said cross join delivery d where d.id = $1""").executeAndAwait(Tuple.of(delivery, times));
    }

    /// Stores a second message about the same alerts.
    ///
    /// @return the delivery's id
    long furtherNews(long delivery, String status) {
        return pool.preparedQuery("""
                        with said as (
                            insert into notification (message, kind)
                            select message, kind from notification n join delivery d on d.notification_id = n.id
                            where d.id = $1 returning id
                        ), about as (
                            insert into notification_alert (notification_id, alert_id)
                            select said.id, former.alert_id
                            from said cross join delivery d
                            join notification_alert former on former.notification_id = d.notification_id
                            where d.id = $1
                        )
                        insert into delivery (notification_id, channel, status, due_at)
                        select said.id, d.channel, $2, now() - interval '1 second'
                        from said cross join delivery d where d.id = $1
                        returning id""")
                .executeAndAwait(Tuple.of(delivery, status))
                .iterator()
                .next()
                .getLong("id");
    }

    /// Sets columns, by an assignment in SQL.
    void set(long delivery, String assignment) {
        pool.preparedQuery("update delivery set %s where id = $1".formatted(assignment))
                .executeAndAwait(Tuple.of(delivery));
    }

    List<String> statusesOf(String channel) {
        return pool
                .preparedQuery("select status from delivery where channel = $1 order by id")
                .executeAndAwait(Tuple.of(channel))
                .stream()
                .map(row -> row.getString("status"))
                .toList();
    }

    String statusOf(long delivery) {
        return pool.preparedQuery("select status from delivery where id = $1")
                .executeAndAwait(Tuple.of(delivery))
                .iterator()
                .next()
                .getString("status");
    }

    /// Seconds between the starts of the attempts to a channel that came next to each other; the first delivery is left
    /// out.
    double leastApart(String channel, long without) {
        return pool.preparedQuery("""
                        select min(apart) as least from (
                            select extract(epoch from a.started_at - lag(a.started_at) over (order by a.started_at))
                                   ::double precision as apart
                            from delivery_attempt a join delivery d on d.id = a.delivery_id
                            where d.channel = $1 and d.id <> $2) as gaps""")
                .executeAndAwait(Tuple.of(channel, without))
                .iterator()
                .next()
                .getDouble("least");
    }
}
