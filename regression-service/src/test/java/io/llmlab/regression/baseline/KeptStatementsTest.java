package io.llmlab.regression.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// The statement that reads the ends of series has more characters than the client keeps statements of by itself.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class KeptStatementsTest {

    private static final String LONG = "select $1::bigint as one" + " ".repeat(10_000);
    private static final String KEPT = "select count(*) as kept from pg_prepared_statements where statement = $1";

    @Inject
    Pool pool;

    @Test
    void aConnectionKeepsStatementsOfAnyLength() {
        long kept = pool.withConnection(KeptStatementsTest::keptOf).await().indefinitely();

        assertThat(kept).isEqualTo(1);
    }

    private static Uni<Long> keptOf(SqlConnection connection) {
        return connection
                .preparedQuery(LONG)
                .execute(Tuple.of(1L))
                .chain(() -> connection.preparedQuery(KEPT).execute(Tuple.of(LONG)))
                .map(rows -> rows.iterator().next().getLong("kept"));
    }
}
