package io.llmlab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Two runs that are both the first of their month, stored at the same time.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class FirstOfAMonthTest {

    private static final String PROVIDE = "select ensure_run_partitions('2001-02-03T04:05:06Z')";
    private static final String WAITING =
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and pid = ";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    AgroalDataSource database;

    @Inject
    Pool pool;

    @Test
    void bothFindThePartitionThatOneOfThemMakes() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var one = database.getConnection();
                var other = database.getConnection()) {
            one.setAutoCommit(false);
            provide(one);

            var process = number(other, "select pg_backend_pid()");
            var waiting = threads.submit(() -> provide(other));
            await().atMost(PATIENCE).until(() -> number(WAITING + process) == 1);
            one.commit();
            waiting.get();
        }

        assertThat(number("select count(*) from pg_class where relname = 'sample_2001_02' and relispartition"))
                .isEqualTo(1);
    }

    private static boolean provide(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(PROVIDE);
        }
    }

    private long number(String query) {
        return pool.query(query).executeAndAwait().iterator().next().getLong(0);
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
