package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.ZoneOffset;

/// Lets a test wait until nothing is to happen any more at the time that its clock shows.
record DueTimers(Pool pool, Clock clock) {

    private static final String UNFIRED = """
            select 1 from timer where claim_at <= $1 and kind in ('RELEASE', 'RECALL') for update skip locked""";

    private static final String SET = """
            insert into timer (kind, key, due_at, claim_at, payload) values ('RELEASE', $1, $2, $2, '{"by": "nobody"}')""";

    /// Returns once the timers that are due have been fired, or are held by another process. They are fired one after
    /// the other: when a further one is gone, none is under way.
    void awaitAll() {
        await().atMost(PATIENCE).until(() -> count(UNFIRED, now()) == 0);
        var key = Lab.eventId();
        pool.preparedQuery(SET).executeAndAwait(Tuple.of(key, now().getValue(0)));
        await().atMost(PATIENCE).until(() -> count("select 1 from timer where key = $1", Tuple.of(key)) == 0);
    }

    private Tuple now() {
        return Tuple.of(clock.instant().atOffset(ZoneOffset.UTC));
    }

    private int count(String sql, Tuple values) {
        return pool.preparedQuery(sql).executeAndAwait(values).size();
    }
}
