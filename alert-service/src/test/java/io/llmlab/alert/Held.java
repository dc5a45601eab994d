package io.llmlab.alert;

import static org.awaitility.Awaitility.await;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/// A transaction that holds locks until it is closed; what it changed stays.
public final class Held implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Pool pool;
    private final SqlConnection connection;
    private final Transaction transaction;
    private final int process;
    private boolean open = true;

    private Held(Pool pool) {
        this.pool = pool;
        connection = pool.getConnectionAndAwait();
        transaction = connection.beginAndAwait();
        process = connection
                .query("select pg_backend_pid() as process")
                .executeAndAwait()
                .iterator()
                .next()
                .getInteger("process");
    }

    /// With what a statement locks.
    public static Held of(Pool pool, String sql) {
        var held = new Held(pool);
        try {
            held.run(sql);
        } catch (RuntimeException refused) {
            held.close();
            throw refused;
        }
        return held;
    }

    public void run(String sql) {
        connection.query(sql).executeAndAwait();
    }

    /// Waits until somebody waits for it.
    public void awaitWaiting() {
        await().atMost(PATIENCE)
                .until(() -> pool.preparedQuery("""
                                select count(*) as waiting from pg_stat_activity
                                where $1 = any (pg_blocking_pids(pid))""")
                                .executeAndAwait(Tuple.of(process))
                                .iterator()
                                .next()
                                .getLong("waiting")
                        > 0);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            transaction.commitAndAwait();
            connection.closeAndAwait();
        }
    }
}
