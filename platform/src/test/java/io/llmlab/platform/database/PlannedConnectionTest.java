package io.llmlab.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class PlannedConnectionTest {

    private static final String COUNTED = "select count(*) as events from outbox where id > $1";
    private static final String BACKEND = "select pg_backend_pid() as pid where $1 > 0";

    @Inject
    Pool pool;

    private PlannedConnection connection;

    @BeforeEach
    void open() {
        connection = new PlannedConnection(pool);
    }

    @Test
    void plansAStatementForAllParameters() {
        for (var after = 0L; after < 10; after++) {
            execute(COUNTED, after);
        }

        var plans = execute("""
                select generic_plans, custom_plans from pg_prepared_statements where statement = $1""", COUNTED).iterator().next();
        assertThat(plans.getLong("custom_plans")).isZero();
        assertThat(plans.getLong("generic_plans")).isEqualTo(10);
    }

    @Test
    void goesOnWithAnotherConnectionWhereItsOwnBreaks() {
        var own = backend();
        pool.preparedQuery("select pg_terminate_backend($1)").executeAndAwait(Tuple.of(own));

        // The statement that finds it broken may fail.
        var _ = catchThrowable(this::backend);

        assertThat(backend()).isNotEqualTo(own);
    }

    private int backend() {
        return execute(BACKEND, 1).iterator().next().getInteger("pid");
    }

    private RowSet<Row> execute(String sql, Object value) {
        return connection.execute(sql, Tuple.of(value)).await().atMost(Duration.ofSeconds(20));
    }
}
