package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.MailServer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The rows of an older version.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class SecretsUpkeepTest {

    @Inject
    Pool pool;

    @Inject
    SecretsUpkeep upkeep;

    @Test
    void sealsAllThatWasStoredInPlain() throws Throwable {
        pool.query("""
                insert into notification_channel (name, type, enabled, config)
                select 'older-' || n, 'WEBHOOK', false,
                       '{"url": "http://127.0.0.1:1/", "headers": {"X-Token": "plain-token"}}'
                from generate_series(1, 230) n""").executeAndAwait();
        try {
            VertxContextSupport.subscribeAndAwait(upkeep::sealAll);

            assertSealed(pool.query("select config, secrets from notification_channel where name like 'older-%'")
                    .executeAndAwait());
        } finally {
            pool.query("delete from notification_channel where name like 'older-%'")
                    .executeAndAwait();
        }
    }

    private static void assertSealed(RowSet<Row> rows) {
        assertThat(StreamSupport.stream(rows.spliterator(), false)).hasSize(230).allSatisfy(row -> {
            assertThat(row.getString("config")).contains("url").doesNotContain("headers", "plain-token");
            assertThat(row.getString("secrets")).contains("headers").doesNotContain("plain-token");
        });
    }
}
