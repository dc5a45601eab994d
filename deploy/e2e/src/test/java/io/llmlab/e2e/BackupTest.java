package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.launch.Service;
import io.llmlab.local.server.Folders;
import io.llmlab.local.server.Ports;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is restored is what was there.
@ExtendWith(SuiteExtension.class)
@Tag("full")
class BackupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String POINT = "before the mistake";

    private static final Map<String, Object> MEASURED = Map.of(
            "model_name",
            "backed up",
            "dataset_name",
            "any",
            "metrics",
            List.of(Map.of("metric_type", "accuracy", "metric_name", "score", "value", 0.5)));
    /// Somebody is told of it.
    private static final Map<String, Object> FAILED = Map.of(
            "model_name",
            "fails while it is backed up",
            "dataset_name",
            "any",
            "status",
            "failed",
            "error_message",
            "out of memory");

    private final Suite suite;
    private final Lab lab;

    /// Runs whose acceptance was told.
    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();

    /// Those of them that were sent after the point to which is restored.
    private final Set<Long> late = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean passed = new AtomicBoolean();
    private final AtomicBoolean enough = new AtomicBoolean();

    BackupTest(Suite suite) {
        this.suite = suite;
        this.lab = suite.lab();
    }

    @Test
    void aCopyTakenUnderLoadIsRestoredToAPointInTimeWithEveryRunAcceptedBefore() throws Exception {
        var folder = suite.postgres().resolveSibling("restored");
        Folders.delete(folder);
        var backup = new BaseBackup(suite.postgres(), folder);
        var load = IntStream.range(0, 2)
                .mapToObj(_ -> Thread.ofVirtual().start(this::push))
                .toList();
        Set<Long> before;
        try (var owner = owner(port())) {
            await().atMost(PATIENCE).until(() -> accepted.size() >= 20);
            backup.take(owner);
            var copied = accepted.size();
            await().atMost(PATIENCE).until(() -> accepted.size() >= copied + 10);

            before = Set.copyOf(accepted);
            run(owner, "select pg_create_restore_point('%s')".formatted(POINT));
            passed.set(true);
            await().atMost(PATIENCE).until(() -> late.size() >= 5);
            backup.takeLog(owner);
        } finally {
            enough.set(true);
        }
        for (var thread : load) {
            thread.join();
        }

        isRestored(backup, before);
    }

    private void isRestored(BaseBackup backup, Set<Long> before) throws IOException, SQLException {
        var port = Ports.free(1).getFirst();
        var cluster = backup.restore(POINT, port, password());
        try (var restored = owner(port)) {
            await().atMost(PATIENCE).until(() -> number(restored, "select pg_is_in_recovery()::int") == 0);

            var runs = ids(restored, "select id from runner.run");
            assertThat(runs).containsAll(before).doesNotContainAnyElementsOf(late);
            assertThat(ids(restored, "select run_id from runner.metric"))
                    .isEqualTo(ids(restored, "select id from runner.run where status = 'COMPLETED'"));
            // The four schemas are of one moment: nobody knows of a run that is not there.
            assertThat(runs)
                    .containsAll(ids(restored, "select run_id from regression.measured_run"))
                    .containsAll(ids(restored, "select id from gateway.run"))
                    .containsAll(ids(restored, "select run_id from alert.recent_run"));
            assertThat(number(restored, "select count(*) from alert.alert")).isPositive();
            assertThat(number(restored, "select count(*) from alert.delivery")).isPositive();
            run(restored, "create table runner.it_takes_writes (any_text text)");
        } finally {
            cluster.stop();
        }
    }

    private void push() {
        for (var sent = 0; !enough.get(); sent++) {
            var sentLate = passed.get();
            var answer = lab.post("/benchmark-runs/results", sent % 5 == 0 ? FAILED : MEASURED)
                    .extract();
            // Others are refused by the limit of requests.
            if (answer.statusCode() == 201) {
                var id = answer.jsonPath().getLong("id");
                accepted.add(id);
                if (sentLate) {
                    late.add(id);
                }
            }
        }
    }

    private int port() {
        return suite.databaseUrl(Service.RUNNER).getPort();
    }

    /// The owner's is that of the four roles.
    private String password() {
        return suite.databaseUrl(Service.RUNNER).getUserInfo().split(":", 2)[1];
    }

    private Connection owner(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), "postgres", password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return ids(connection, sql).iterator().next();
    }

    private static Set<Long> ids(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var ids = new HashSet<Long>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }
}
